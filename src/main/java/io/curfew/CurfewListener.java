package io.curfew;

import io.curfew.config.ConfigFaultsException;
import io.curfew.config.ConfigReader;
import io.curfew.config.ConfigValues;
import io.curfew.config.Secret;
import io.curfew.config.Settings;
import io.curfew.config.TelemetrySwitch;
import io.curfew.health.GatewayMetrics;
import io.curfew.session.Seal;
import io.curfew.session.SessionStore;
import io.curfew.session.StoreRefusedException;
import io.curfew.trace.Traces;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts and ends the gateway with its application. A configuration with faults stops the start: all faults are logged as one
 * list, and, where the server runs for the gateway alone ({@code -Dio.curfew.exitOnFault=true}), the server ends.
 */
@WebListener
public class CurfewListener implements ServletContextListener {
    private static final System.Logger LOG = System.getLogger(CurfewListener.class.getName());

    private final GatewayHealth health;
    private final GatewayMetrics metrics;
    private @Nullable SessionStore store;
    private @Nullable CurfewWiring wiring;
    private @Nullable GateRegistration registration;

    @Inject
    public CurfewListener(GatewayHealth health, GatewayMetrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        LauncherWatch launcher = LauncherWatch.begin();
        try {
            start(event.getServletContext(), launcher);
        } catch (ConfigFaultsException faults) {
            LOG.log(Level.ERROR, "Curfew does not start. {0}", faults.getMessage());
            endServer();
            throw faults;
        } catch (StoreRefusedException refusal) {
            LOG.log(Level.ERROR, "Curfew does not start. {0}", refusal.getMessage());
            endServer();
            throw refusal;
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "Curfew does not start.", failure);
            endServer();
            end();
            throw failure;
        }
    }

    /** Where the server runs for the gateway alone. At once, as an orderly stop would wait for the end of this start. */
    private static void endServer() {
        if (Boolean.getBoolean("io.curfew.exitOnFault")) {
            Runtime.getRuntime().halt(1);
        }
    }

    private void start(ServletContext context, LauncherWatch launcher) {
        // a container session authenticates nobody, so no browser needs to hear of one
        context.setSessionTrackingModes(EnumSet.noneOf(SessionTrackingMode.class));
        Settings settings = settings(context.getContextPath());
        Clock clock = Clock.systemUTC();
        List<Secret> secrets = secrets(settings);
        Seal seal = new Seal(secrets, new SecureRandom());
        SessionStore opened = SessionStore.open(settings.cluster(), seal.keyIds(), clock);
        store = opened;
        CurfewWiring wired = new CurfewWiring(settings, secrets, seal, opened, clock, traces());
        wiring = wired;
        registration = GateRegistration.register(wired.gate(), context);
        Stream<Filter> filters =
                Stream.concat(Stream.of(new LeavingFilter(launcher::isLeaving)), wired.filters().stream());
        filters.forEach(filter -> add(filter, context));
        wired.servlets().forEach((path, servlet) -> add(path, servlet, context));
        context.setAttribute(CurfewApplication.RESOURCES, wired.resources());
        wired.publish(metrics);
        health.started(wired, launcher::isLeaving, clock);
        StartReport.of(settings, version(context)).forEach(line -> LOG.log(Level.INFO, line));
    }

    /** What stands before the events must not need a thread as long as they last. */
    private static void add(Filter filter, ServletContext context) {
        FilterRegistration.Dynamic added = context.addFilter(filter.getClass().getSimpleName(), filter);
        added.setAsyncSupported(true);
        added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }

    /** One may be at several paths. */
    /** One servlet may have several paths. */
    private static void add(String path, Servlet servlet, ServletContext context) {
        String name = servlet.getClass().getSimpleName();
        ServletRegistration there = context.getServletRegistration(name);
        if (there != null) {
            there.addMapping(path);
            return;
        }
        ServletRegistration.Dynamic added = context.addServlet(name, servlet);
        added.setAsyncSupported(true);
        added.addMapping(path);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        end();
    }

    private void end() {
        health.ending();
        if (registration != null) {
            registration.takeBack();
        }
        if (wiring != null) {
            wiring.close();
        } else if (store != null) {
            store.close();
        }
    }

    private static Traces traces() {
        if (!TelemetrySwitch.isOn()) {
            return Traces.OFF;
        }
        Optional<Traces> found = Traces.ofContainer();
        LOG.log(
                found.isPresent() ? Level.INFO : Level.WARNING,
                found.isPresent()
                        ? "Spans of requests and of calls to providers and upstreams are made"
                        : "otel.sdk.disabled=false, but the server has no feature mpTelemetry: no spans are made.");
        return found.orElse(Traces.OFF);
    }

    private static Settings settings(String contextPath) {
        Settings settings = ConfigReader.read(ConfigValues.fromContainer(), contextPath);
        settings.notices().forEach(notice -> LOG.log(Level.WARNING, notice));
        return settings;
    }

    private static String version(ServletContext context) {
        try (InputStream manifest = context.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            String version = manifest == null
                    ? null
                    : new Manifest(manifest).getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
            return version == null ? "of unknown version" : version;
        } catch (IOException e) {
            throw new UncheckedIOException("The manifest of the application cannot be read.", e);
        }
    }

    private static List<Secret> secrets(Settings settings) {
        if (!settings.sessionSecrets().isEmpty()) {
            return settings.sessionSecrets();
        }
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        LOG.log(
                Level.WARNING,
                "session_secret is not set: one was generated for this start. No other node can read what this one"
                        + " seals, and after a restart this one cannot either.");
        return List.of(new Secret(HexFormat.of().formatHex(bits)));
    }
}
