package io.curfew.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the browser when its user signs out.
 *
 * @param redirectUris where it may end; the first unless the sign-out asks for another; none for our own page
 * @param localOnly whether the session at the provider is left alone
 * @param clearSiteData what the browser is asked to forget
 */
public record LeavingSettings(List<URI> redirectUris, LocalOnly localOnly, List<SiteData> clearSiteData) {
    /** To our own page by way of the provider. */
    public static final LeavingSettings PLAIN = new LeavingSettings(List.of(), LocalOnly.FALSE, List.of());

    public LeavingSettings {
        redirectUris = List.copyOf(redirectUris);
        clearSiteData = List.copyOf(clearSiteData);
    }

    /** Where the browser ends unless the sign-out asks for another of them; null for our own page. */
    public @Nullable URI usual() {
        return redirectUris.isEmpty() ? null : redirectUris.get(0);
    }

    /** The one of them that is written exactly so. */
    public Optional<URI> written(String text) {
        return redirectUris.stream().filter(uri -> uri.toString().equals(text)).findFirst();
    }
}
