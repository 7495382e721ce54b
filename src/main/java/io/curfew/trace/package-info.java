/**
 * A window: what the gateway does, as spans of MicroProfile Telemetry.
 *
 * <p>In: what a room begins and ends. Out: spans, where the operator switched them on. Only {@link
 * io.curfew.trace.OpenTelemetryTraces} knows OpenTelemetry, whose classes are there only where the server has the feature.
 */
@NullMarked
package io.curfew.trace;

import org.jspecify.annotations.NullMarked;
