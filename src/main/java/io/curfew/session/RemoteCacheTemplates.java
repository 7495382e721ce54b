package io.curfew.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The caches of {@code remote-caches.xml}, each with its configuration as an Infinispan Server takes it. */
final class RemoteCacheTemplates {
    private static final String FILE = "remote-caches.xml";

    private RemoteCacheTemplates() {}

    /**
     * Name of the cache at the servers → its configuration.
     *
     * @param prefix what the names start with
     */
    static Map<String, String> of(String prefix) {
        Map<String, String> templates = new LinkedHashMap<>();
        try (InputStream file = RemoteCacheTemplates.class.getResourceAsStream(FILE)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Node caches = factory.newDocumentBuilder().parse(file).getDocumentElement();
            for (Node node = caches.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element cache) {
                    String name = prefix + cache.getAttribute("name");
                    cache.setAttribute("name", name);
                    templates.put(name, text(cache));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException | TransformerException e) {
            throw new IllegalStateException(FILE + " is broken in this build", e);
        }
        return templates;
    }

    private static String text(Element cache) throws TransformerException {
        Transformer asIs = TransformerFactory.newInstance().newTransformer();
        asIs.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter text = new StringWriter();
        asIs.transform(new DOMSource(cache), new StreamResult(text));
        return text.toString();
    }
}
