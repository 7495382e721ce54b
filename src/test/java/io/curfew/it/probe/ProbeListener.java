package io.curfew.it.probe;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Registers the module and the servlet of the probe application. */
@WebListener
public class ProbeListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        AuthConfigFactory.getFactory().registerServerAuthModule(new ProbeModule(), event.getServletContext());
        event.getServletContext().addServlet("ProbeServlet", new ProbeServlet()).addMapping("/*");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        AuthConfigFactory.getFactory().removeServerAuthModule(event.getServletContext());
    }
}
