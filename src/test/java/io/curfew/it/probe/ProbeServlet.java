package io.curfew.it.probe;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lists the Jakarta Authentication registrations of the server, one application context a line. */
public class ProbeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AuthConfigFactory factory = AuthConfigFactory.getFactory();
        response.setContentType("text/plain");
        for (String id : factory.getRegistrationIDs(null)) {
            response.getWriter()
                    .println("[" + factory.getRegistrationContext(id).getAppContext() + "]");
        }
    }
}
