package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedIpsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | 10.0.0.1 | true",
                "10.0.0.1 | 10.0.0.2 | false",
                "10.0.0.1 | ::ffff:10.0.0.1 | true",
                "10.0.0.1 | 0:0:0:0:0:FFFF:a00:1 | true",
                "10.0.0.1 | ::10.0.0.1 | false",
                "::ffff:10.0.0.1 | 10.0.0.1 | true",
                "10.0.0.0/8 | 10.255.255.255 | true",
                "10.0.0.0/8 | 11.0.0.0 | false",
                "10.0.0.0/31 | 10.0.0.1 | true",
                "10.0.0.0/31 | 10.0.0.2 | false",
                "10.0.0.1/32 | 10.0.0.1 | true",
                "10.0.0.1/32 | 10.0.0.0 | false",
                "::ffff:10.0.0.0/104 | 10.1.2.3 | true",
                "::ffff:10.0.0.0/104 | 11.1.2.3 | false",
                "0.0.0.0/0 | 203.0.113.1 | true",
                "0.0.0.0/0 | 2001:db8::1 | false",
                "::/0 | 2001:db8::1 | true",
                "::/0 | 203.0.113.1 | false",
                "::/0 | ::ffff:203.0.113.1 | false",
                "2001:db8::/32 | 2001:db8:ffff::1 | true",
                "2001:db8::/32 | 2001:db9::1 | false",
                "2001:db8::/65 | 2001:db8::7fff:0:0:1 | true",
                "2001:db8::/65 | 2001:db8::8000:0:0:1 | false",
                "2001:db8::1/128 | 2001:0DB8:0:0:0:0:0:1 | true",
                "fe80::/10 | fe80::1%eth0 | true",
                "fe80::/10 | fe80::1%10.0.0.1 | true",
                "10.0.0.0/8,192.0.2.1 | 192.0.2.1 | true",
                "10.0.0.0/8, 192.0.2.1 | 192.0.2.2 | false",
                "0.0.0.0/0,::/0 | proxy.example | false",
                "0.0.0.0/0,::/0 | '' | false",
                "0.0.0.0/0,::/0 | %eth0 | false"
            })
    void anAddressIsTrustedThatIsInTheList(String list, String address, boolean trusted) {
        TrustedIps ips = Values.valid().with("curfew.trusted_ips", list).read().trustedIps();
        assertEquals(trusted, ips.contains(address));
    }

    @Test
    void nobodyIsTrustedUnasked() {
        TrustedIps ips = Values.valid().read().trustedIps();
        assertEquals(TrustedIps.NOBODY, ips);
        assertFalse(ips.contains("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "01.2.3.4",
                "1.2.3.0004",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1..3.4",
                ".1.2.3.4",
                "1.2.3.4.",
                "0x1.2.3.4",
                "16909060",
                "+1.2.3.4",
                "1.2.3.٤",
                "localhost",
                ":",
                ":::",
                ":1",
                "1:",
                "::1:",
                ":1::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4::5:6:7:8",
                "12345::",
                "g::",
                "-1::",
                "::٤",
                "::1.2.3",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "[::1]",
                "::1%eth0",
                "::1/128",
                "1.2.3.4:80",
                "0000:0000:0000:0000:0000:0000:255.255.255.2555"
            })
    void everythingElseIsNoAddress(String text) {
        assertNull(IpAddress.of(text), text);
    }

    /** The JVM reads the same of what it writes itself, whole and with zeros left out. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "::ffff:192.0.2.255, 192.0.2.255",
        "0.0.0.0, 0.0.0.0",
        "::1, ::1",
        "::, ::",
        "fe80::, fe80::",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8"
    })
    void anAddressIsWrittenAsPeopleWriteIt(String text, String written) {
        IpAddress address = IpAddress.of(text);
        assertNotNull(address);
        assertEquals(written, address.written());
        assertEquals(address, IpAddress.of(written));
    }

    @Test
    void everyAddressIsReadAsTheJvmReadsIt() throws UnknownHostException {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[round % 2 == 0 ? 16 : 4];
            random.nextBytes(bytes);
            for (int zero = random.nextInt(5); zero > 0; zero--) {
                int at = random.nextInt(bytes.length) & ~1;
                bytes[at] = 0;
                bytes[at + 1] = 0;
            }
            InetAddress address = InetAddress.getByAddress(bytes);
            String text = address.getHostAddress();
            String shorter = text.replaceFirst("(^|:)0(:0)+(:|$)", "::");
            for (String written : new String[] {text, shorter}) {
                IpAddress read = IpAddress.of(written);
                assertNotNull(read, written);
                byte[] bits = ByteBuffer.allocate(16)
                        .putLong(read.high())
                        .putLong(read.low())
                        .array();
                assertEquals(address, InetAddress.getByAddress(bits), written);
            }
        }
    }
}
