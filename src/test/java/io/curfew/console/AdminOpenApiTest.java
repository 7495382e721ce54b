package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The description of the operators' API says what there is. */
class AdminOpenApiTest {
    /** Which no resource answers, but a servlet. */
    private static final String PAGE = "get /oidc/admin";

    private final Map<?, ?> document;

    AdminOpenApiTest() throws IOException {
        try (Reader reader = Files.newBufferedReader(
                java.nio.file.Path.of("src", "main", "resources", "META-INF", "openapi.yaml"),
                StandardCharsets.UTF_8)) {
            document = (Map<?, ?>) new Yaml().load(reader);
        }
    }

    private static Map<?, ?> in(Map<?, ?> object, String name) {
        return object.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
    }

    @Test
    void eachResourceIsDescribedAndNothingElse() {
        Set<String> described = new TreeSet<>();
        in(document, "paths").forEach((path, item) -> ((Map<?, ?>) item)
                .keySet().stream()
                        .filter(method ->
                                Set.of("get", "post", "put", "delete", "patch").contains(method))
                        .forEach(method -> described.add(method + " " + path)));
        Set<String> there = resources();
        assertTrue(there.contains("delete /oidc/admin/sessions/{id}"), there.toString());
        Set<String> missing = new TreeSet<>(there);
        missing.removeAll(described);
        assertEquals(Set.of(), missing, "not described");
        described.removeAll(there);
        described.remove(PAGE);
        assertEquals(Set.of(), described, "described and not there");
    }

    private static Set<String> resources() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.curfew")) {
            String path = type.isAnnotatedWith(Path.class)
                    ? type.getAnnotationOfType(Path.class).value()
                    : "";
            if (path.equals("/admin") || path.startsWith("/admin/")) {
                type.getMethods().forEach(method -> add(path, method, found));
            }
        }
        return found;
    }

    private static void add(String path, JavaMethod method, Set<String> found) {
        String below = method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "";
        method.getAnnotations().stream()
                .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                .forEach(annotation -> found.add(annotation
                                .getRawType()
                                .getAnnotationOfType(HttpMethod.class)
                                .value()
                                .toLowerCase(java.util.Locale.ROOT)
                        + " /oidc" + path + below));
    }

    @Test
    void eachOperationSaysWhatItIsAndWhatMayComeOfIt() {
        Set<String> names = new TreeSet<>();
        in(document, "paths").forEach((path, item) -> ((Map<?, ?>) item).forEach((method, operation) -> {
            if (!method.equals("parameters")) {
                Map<?, ?> said = (Map<?, ?>) operation;
                assertTrue(said.containsKey("summary") && said.containsKey("tags"), method + " " + path);
                assertTrue(names.add(String.valueOf(said.get("operationId"))), method + " " + path);
                assertTrue(in(said, "responses").containsKey("403"), method + " " + path);
            }
        }));
    }

    @Test
    void eachReferenceLeadsSomewhere() throws IOException {
        String text = Files.readString(java.nio.file.Path.of("src", "main", "resources", "META-INF", "openapi.yaml"));
        Set<String> dead = new TreeSet<>();
        java.util.regex.Pattern.compile("'#/components/(\\w+)/(\\w+)'")
                .matcher(text)
                .results()
                .filter(found -> in(in(in(document, "components"), found.group(1)), found.group(2))
                        .isEmpty())
                .forEach(found -> dead.add(found.group()));
        assertEquals(Set.of(), dead);
    }
}
