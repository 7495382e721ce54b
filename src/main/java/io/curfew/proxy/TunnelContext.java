package io.curfew.proxy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The client's side of a WebSocket after the upgrade. Made by the container, which calls it when the client has sent something. */
public final class TunnelContext implements HttpUpgradeHandler, ReadListener, WebSocketTunnel.Client {
    private static final System.Logger LOG = System.getLogger(TunnelContext.class.getName());
    private static final int BUFFER = 8 * 1024;

    private volatile @Nullable WebSocketTunnel tunnel;
    private volatile @Nullable WebConnection connection;
    private @Nullable ServletInputStream input;
    private @Nullable OutputStream output;

    /** To be called before the container gives the connection away. */
    void carry(WebSocketTunnel carried) {
        tunnel = carried;
    }

    @Override
    public void init(WebConnection opened) {
        WebSocketTunnel carried = tunnel();
        try {
            connection = opened;
            output = opened.getOutputStream();
            ServletInputStream in = opened.getInputStream();
            input = in;
            carried.begin(this);
            in.setReadListener(this);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A WebSocket could not begin.", e);
            carried.clientGone();
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream in = input;
        byte[] buffer = new byte[BUFFER];
        while (in != null && in.isReady()) {
            int count = in.read(buffer);
            if (count < 0) {
                return;
            }
            tunnel().fromClient(buffer, count);
        }
    }

    @Override
    public void onAllDataRead() {
        tunnel().clientGone();
    }

    @Override
    public void onError(Throwable failure) {
        tunnel().clientGone();
        close();
    }

    @Override
    public void destroy() {
        tunnel().clientGone();
    }

    @Override
    public OutputStream output() {
        OutputStream out = output;
        if (out == null) {
            throw new IllegalStateException("not upgraded yet");
        }
        return out;
    }

    @Override
    public void close() {
        WebConnection opened = connection;
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "A WebSocket's connection did not close in order.", e);
        }
    }

    @Override
    public void breakOff() {
        WebConnection opened = connection;
        if (opened != null) {
            ClientConnectionContext.cut(opened);
        }
    }

    private WebSocketTunnel tunnel() {
        WebSocketTunnel carried = tunnel;
        if (carried == null) {
            throw new IllegalStateException("no tunnel to carry");
        }
        return carried;
    }
}
