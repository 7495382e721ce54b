package io.curfew.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curfew.config.IpAddress;
import io.curfew.fuzz.Input;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Whom a proxy says it forwards for: addresses and nothing else, and what stands left of garbage counts for nothing. */
class ForwardedChainFuzzTest {
    /** A first field value and a second one, of either name. */
    @FuzzTest(maxDuration = "5m")
    void chain(byte[] bytes) throws UnknownHostException {
        Input input = Input.ofRequest(bytes, 2);
        List<String> values = List.of(input.part(0), input.part(1));
        assertIsOfAddresses(ForwardedChain.of(values, List.of()));
        assertIsOfAddresses(ForwardedChain.of(List.of(), values));
        assertEquals(ForwardedChain.of(values, List.of()), ForwardedChain.of(values, List.of("for=6.6.6.6")));

        String forged = "6.6.6.6, no address, ";
        assertEquals(
                ForwardedChain.of(List.of("," + input.part(0)), List.of()),
                ForwardedChain.of(List.of(forged + "," + input.part(0)), List.of()));
        assertEquals(
                ForwardedChain.of(List.of(input.part(0) + "," + input.part(1)), List.of()),
                ForwardedChain.of(values, List.of()),
                "several fields are one list");
    }

    private static void assertIsOfAddresses(List<String> nodes) throws UnknownHostException {
        assertTrue(nodes.size() <= ForwardedChain.MOST);
        for (String node : nodes) {
            if (!node.equals("unknown")) {
                IpAddress address = IpAddress.of(node);
                assertNotNull(address, node);
                assertTrue(node.matches("[0-9A-Fa-f:.]+"), node);
                // a literal: nothing is looked up
                assertEquals(InetAddress.getByName(node).getAddress().length == 4, address.isIpv4(), node);
            }
        }
    }
}
