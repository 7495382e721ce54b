package io.curfew.config;

import org.eclipse.microprofile.config.ConfigProvider;

/** Whether the operator has switched MicroProfile Telemetry on. */
public final class TelemetrySwitch {
    /** MicroProfile Telemetry 2.1, section "Enabling tracing": off unless it is said to be on. */
    static final String DISABLED = "otel.sdk.disabled";

    private TelemetrySwitch() {}

    /** For this application, by the container's configuration. */
    public static boolean isOn() {
        return ConfigProvider.getConfig()
                .getOptionalValue(DISABLED, String.class)
                .map(value -> value.equalsIgnoreCase("false"))
                .orElse(false);
    }
}
