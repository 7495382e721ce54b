package io.curfew.session;

import org.infinispan.commons.configuration.StringConfiguration;

/** The configuration of one cache of ours in an Infinispan Server, as {@code docs/infinispan-server.xml} has it, too. */
final class RemoteCacheTemplate {
    private RemoteCacheTemplate() {}

    /**
     * The configuration as XML.
     *
     * @param prefix what the names of our caches start with
     * @param cache the name without it
     */
    static String xml(String prefix, String cache) {
        // the marks of logouts are everywhere; logins anybody can start, so their number is bounded
        boolean everywhere = cache.equals("logouts");
        return String.join(
                "\n",
                everywhere
                        ? "<replicated-cache name=\"" + prefix + cache + "\" mode=\"SYNC\" statistics=\"false\">"
                        : "<distributed-cache name=\"" + prefix + cache
                                + "\" mode=\"SYNC\" owners=\"2\" statistics=\"false\">",
                "  <encoding media-type=\"application/x-protostream\"/>",
                cache.equals("logins") ? "  <memory max-count=\"100000\" when-full=\"REMOVE\"/>" : "",
                "  <partition-handling when-split=\"ALLOW_READ_WRITES\" merge-policy=\"PREFERRED_NON_NULL\"/>",
                everywhere ? "</replicated-cache>" : "</distributed-cache>",
                "");
    }

    static StringConfiguration of(String prefix, String cache) {
        return new StringConfiguration(xml(prefix, cache));
    }
}
