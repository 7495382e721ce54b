package io.curfew.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many open pages, with one thread for all of them. */
final class WatchingPages implements AutoCloseable {
    private static final int MOST_KEPT = 400;

    private final Selector selector = Selector.open();
    private final AtomicInteger watching = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final Thread reader = new Thread(this::read, "watching-pages");

    /** What came last, and whether it was counted. */
    private static final class Page {
        private String tail = "";
        private boolean watches;
        private boolean told;
    }

    private WatchingPages() throws IOException {}

    /** Opens them one after the other, each with the next of the cookies. */
    static WatchingPages open(int port, int count, List<String> cookies) throws IOException {
        WatchingPages pages = new WatchingPages();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            String head = "GET /oidc/session/events?at=/orders/ HTTP/1.1\r\nHost: localhost\r\nCookie: "
                    + cookies.get(i % cookies.size()) + "\r\nAccept: text/event-stream\r\n\r\n";
            channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
            channel.configureBlocking(false);
            channel.register(pages.selector, SelectionKey.OP_READ, new Page());
        }
        pages.reader.setDaemon(true);
        pages.reader.start();
        return pages;
    }

    /** How many have had their first event. */
    int watching() {
        return watching.get();
    }

    /** How many know that their session is over. */
    int told() {
        return told.get();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        try {
            while (selector.isOpen()) {
                selector.select(200);
                for (SelectionKey key : selector.selectedKeys()) {
                    read(key, buffer.clear());
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.nio.channels.ClosedSelectorException e) {
            // done
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) throws IOException {
        Page page = (Page) key.attachment();
        if (((SocketChannel) key.channel()).read(buffer) < 0) {
            key.channel().close();
            return;
        }
        String text = page.tail + StandardCharsets.ISO_8859_1.decode(buffer.flip());
        if (!page.watches && text.contains("event: session")) {
            page.watches = true;
            watching.incrementAndGet();
        }
        if (!page.told && text.contains("event: ended")) {
            page.told = true;
            told.incrementAndGet();
        }
        page.tail = text.substring(Math.max(0, text.length() - MOST_KEPT));
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
