package io.curfew.ground;

import java.util.List;
import org.openqa.selenium.JavascriptExecutor;

/** Whether the text of a page can be read: WCAG 2.2, 1.4.3, computed in the browser with the colours that it paints. */
public final class Contrast {
    private static final String SCRIPT = """
            const least = arguments[0];
            const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
            const rgba = (colour) => {
              canvas.clearRect(0, 0, 1, 1);
              canvas.fillStyle = colour;
              canvas.fillRect(0, 0, 1, 1);
              const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
              return [r, g, b, a / 255];
            };
            const ground = (element) => {
              for (let at = element; at; at = at.parentElement) {
                const colour = rgba(getComputedStyle(at).backgroundColor);
                if (colour[3] === 1) return colour;
                if (colour[3] > 0) throw new Error('a ground that shines through');
              }
              return [255, 255, 255, 1];
            };
            const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
              .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
              .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const ratio = (one, other) => {
              const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
              return (a + 0.05) / (b + 0.05);
            };
            const found = [];
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            let looked = 0;
            while (texts.nextNode()) {
              const element = texts.currentNode.parentElement;
              if (!texts.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })
                || element.closest('.unseen, .skip, noscript, caption')) continue;
              looked += 1;
              const value = ratio(rgba(getComputedStyle(element).color), ground(element));
              if (value < least) found.push(`${element.tagName}.${element.className} "${texts.currentNode.data.trim()}": ${value.toFixed(2)}`);
            }
            if (looked < 10) found.push(`only ${looked} texts were looked at`);
            return found;
            """;

    private Contrast() {}

    /** The texts in sight that have less, with what they have. */
    @SuppressWarnings("unchecked")
    public static List<String> below(double least, ChromiumBrowser browser) {
        Object found = ((JavascriptExecutor) browser.driver()).executeScript(SCRIPT, least);
        return found == null ? List.of() : (List<String>) found;
    }
}
