package io.curfew.launch.kong;

/**
 * An openid-connect plugin of the file.
 *
 * @param place whose it is, as the report names it
 * @param config its configuration, with what the file keeps once for several plugins
 */
record OidcPlugin(String place, Section config) {}
