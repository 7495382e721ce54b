package io.curfew.demo;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** Of {@link DocumentsApplication}, inside its server: all that makes MicroProfile JWT its way to know users. */
@LoginConfig(authMethod = "MP-JWT")
@ApplicationPath("/")
public class DocumentsWeb extends Application {}
