package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

/** The server of the quickstart is as safe as the one that is shipped. */
class QuickstartPageTest {
    @Test
    void theServerOfThePageIsTheOneThatIsShipped() throws Exception {
        Map<String, String> shipped = elements(Files.readString(Path.of("src/main/liberty/config/server.xml")));
        // a server of one's own logs, and takes changes of its configuration, as its owner likes
        shipped.keySet()
                .removeIf(name -> name.startsWith("logging")
                        || name.startsWith("applicationMonitor")
                        || name.startsWith("config"));
        Map<String, String> shown = elements(xml());
        assertEquals(lines(shipped), lines(shown));
    }

    private static String xml() throws IOException {
        String page = Files.readString(Path.of("docs", "quickstart.md"));
        int start = page.indexOf("```xml\n") + "```xml\n".length();
        return page.substring(start, page.indexOf("```", start));
    }

    private static String lines(Map<String, String> elements) {
        StringBuilder lines = new StringBuilder();
        elements.forEach(
                (name, attributes) -> lines.append(name).append(attributes).append('\n'));
        return lines.toString();
    }

    /** Name and attributes of every element, variables replaced by their defaults. */
    private static Map<String, String> elements(String xml) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        NodeList all = document.getElementsByTagName("*");
        Map<String, String> variables = new TreeMap<>();
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element && element.getTagName().equals("variable")) {
                variables.put("${" + element.getAttribute("name") + "}", element.getAttribute("defaultValue"));
            }
        }
        Map<String, String> elements = new TreeMap<>();
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element
                    && !"server variable featureManager".contains(element.getTagName())) {
                boolean feature = element.getTagName().equals("feature");
                elements.put(
                        element.getTagName() + (feature ? " " + element.getTextContent() : ""),
                        attributes(element.getAttributes(), variables));
            }
        }
        return elements;
    }

    private static String attributes(NamedNodeMap attributes, Map<String, String> variables) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            String value = attributes.item(i).getNodeValue();
            values.put(attributes.item(i).getNodeName(), variables.getOrDefault(value, value));
        }
        return values.toString();
    }
}
