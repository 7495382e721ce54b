package io.curfew.logout;

import io.curfew.config.SiteData;
import io.curfew.page.Answer;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Asks the browser to forget what it keeps of the gateway's origin.
 *
 * @see <a href="https://www.w3.org/TR/clear-site-data/">W3C Clear Site Data</a>
 */
final class ClearSiteData {
    private ClearSiteData() {}

    /** @param data at least one */
    static Answer.Header header(Collection<SiteData> data) {
        return new Answer.Header(
                "Clear-Site-Data",
                data.stream().map(one -> '"' + one.directive() + '"').collect(Collectors.joining(", ")));
    }
}
