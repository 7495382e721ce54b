package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The caches that Curfew creates, and those of the server configuration that it ships. */
class RemoteCachesTest {
    private static final String PREFIX = "curfew-";
    private static final String ROLES = "roles";

    @Test
    void areTheSevenOfTheStore() throws Exception {
        assertEquals(
                Set.of("sessions", "sids", "subjects", "logouts", "logout_tokens", "logins", "nodes"),
                created().keySet());
    }

    @Test
    void areThoseOfTheShippedServerButForItsRoles() throws Exception {
        Map<String, Element> created = created();
        Map<String, Element> shipped = shipped();
        assertEquals(created.keySet().stream().map(name -> PREFIX + name).toList(), List.copyOf(shipped.keySet()));
        created.forEach((name, cache) -> {
            Element other = Objects.requireNonNull(shipped.get(PREFIX + name));
            cache.setAttribute("name", PREFIX + name);
            authorization(other).removeAttribute(ROLES);
            assertTrue(cache.isEqualNode(other), name + " is not the same in both files");
        });
    }

    @Test
    void areNeverOpenToEverybody() throws Exception {
        shipped()
                .values()
                .forEach(cache ->
                        assertEquals("admin curfew", authorization(cache).getAttribute(ROLES)));
        created()
                .values()
                .forEach(cache -> assertEquals("", authorization(cache).getAttribute(ROLES)));
    }

    private static Element authorization(Element cache) {
        NodeList found = cache.getElementsByTagNameNS("*", "authorization");
        assertEquals(1, found.getLength(), cache.getAttribute("name"));
        return (Element) found.item(0);
    }

    private static Map<String, Element> created() throws Exception {
        try (InputStream in = RemoteCachesTest.class.getResourceAsStream("remote-caches.xml")) {
            return caches(in);
        }
    }

    private static Map<String, Element> shipped() throws Exception {
        try (InputStream in = Files.newInputStream(Path.of("docs", "infinispan-server.xml"))) {
            return caches(in);
        }
    }

    private static Map<String, Element> caches(InputStream xml) throws Exception {
        Map<String, Element> caches = new LinkedHashMap<>();
        NodeList all = parse(xml).getElementsByTagNameNS("*", "*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getLocalName().endsWith("-cache")) {
                caches.put(element.getAttribute("name"), element);
            }
        }
        return caches;
    }

    private static Document parse(InputStream xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setIgnoringComments(true);
        Document document = factory.newDocumentBuilder().parse(xml);
        dropBlanks(document);
        return document;
    }

    private static void dropBlanks(Node node) {
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < node.getChildNodes().getLength(); i++) {
            children.add(node.getChildNodes().item(i));
        }
        for (Node child : children) {
            if (child.getNodeType() == Node.TEXT_NODE && child.getTextContent().isBlank()) {
                node.removeChild(child);
            } else {
                dropBlanks(child);
            }
        }
    }
}
