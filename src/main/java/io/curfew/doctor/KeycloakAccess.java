package io.curfew.doctor;

import io.curfew.config.Secret;

/**
 * An administrator of Keycloak.
 *
 * @param base which Keycloak may see the password: what stands before {@code /realms/} in an issuer
 * @param realm where the administrator's own account is
 * @param mends whether the gateway's client is corrected
 */
public record KeycloakAccess(String base, String realm, String user, Secret password, boolean mends) {}
