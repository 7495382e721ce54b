package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The rows of the audit log, behind those of {@link ClusterParameters}. */
final class AuditParameters {
    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<Path> AUDIT_LOG = TABLE.row(
            "audit_log",
            Scope.GLOBAL,
            Form.open("path", AuditParameters::file),
            null,
            "a file that gets a JSON line for each login, logout, refusal and action of an operator; see [the audit log](audit.md)");

    private AuditParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }

    /** What stands there must be a file, or can become one. */
    private static Path file(String value) throws MalformedValueException {
        Path path;
        try {
            path = Path.of(value);
        } catch (InvalidPathException notPath) {
            throw MalformedValueException.of(value, "the path of a file");
        }
        Path directory = path.getParent();
        if (!path.isAbsolute() || directory == null) {
            throw MalformedValueException.of(value, "the path of a file, from the root");
        }
        if (!Files.isDirectory(directory)) {
            throw new MalformedValueException(
                    "The directory " + Shown.quoted(directory.toString()) + " does not exist.");
        }
        if (Files.isDirectory(path)) {
            throw new MalformedValueException(Shown.quoted(value) + " is a directory. Name a file in it.");
        }
        if (Files.exists(path) ? !Files.isWritable(path) : !Files.isWritable(directory)) {
            throw new MalformedValueException(
                    "The file " + Shown.quoted(value) + " cannot be written: this process may not.");
        }
        return path;
    }
}
