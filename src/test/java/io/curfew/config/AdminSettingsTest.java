package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is an operator. */
class AdminSettingsTest {
    private static Settings read(Values values) {
        return values.read();
    }

    @Test
    void nobodyUnlessARoleIsNamed() {
        assertNull(read(Values.valid()).admin());
        AdminSettings admin =
                Objects.requireNonNull(read(Values.valid().changed("curfew.admin_role=operator,sys admin"))
                        .admin());
        assertEquals("gateway", admin.registration().clientId());
        assertEquals("gateway", admin.audience());
        Demands.Demand role = admin.role().required().get(0);
        assertEquals(List.of("roles"), role.claim());
        assertEquals(List.of(Set.of("operator"), Set.of("sys admin")), role.anyOf(), "a role may have a space");
    }

    @Test
    void claimAndAudienceAreSaid() {
        AdminSettings admin = Objects.requireNonNull(read(Values.valid()
                        .changed("curfew.admin_role=operator; curfew.admin_audience=curfew-admin")
                        .changed("curfew.admin_claim=realm_access,roles"))
                .admin());
        assertEquals("curfew-admin", admin.audience());
        assertEquals(
                List.of("realm_access", "roles"), admin.role().required().get(0).claim());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curfew.admin_claim|Does nothing without admin_role|curfew.admin_claim=groups",
                "curfew.admin_audience|Does nothing without admin_role|curfew.admin_audience=x",
                "curfew.admin_role|there is none|curfew.admin_role=operator; curfew.issuer; "
                        + "curfew.route.orders.issuer=https://id.example.com/realms/work; "
                        + "curfew.route.billing.issuer=https://id.example.com/realms/work",
                "curfew.admin_role|every route has another registration|curfew.admin_role=operator; "
                        + "curfew.route.orders.client_id=one; curfew.route.billing.client_id=two",
                "curfew.route.orders.admin_role|for all routes only|curfew.route.orders.admin_role=operator"
            })
    void whatDoesNotGoTogetherIsAFault(String key, String sentence, String changes) {
        ConfigFaultsException refused = assertThrows(
                ConfigFaultsException.class, () -> read(Values.valid().changed(changes)));
        assertEquals(1, refused.faults().size(), refused.getMessage());
        assertEquals(key, refused.faults().get(0).key());
        assertTrue(refused.faults().get(0).sentence().contains(sentence), refused.getMessage());
    }
}
