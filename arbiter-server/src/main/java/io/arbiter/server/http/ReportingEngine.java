package io.arbiter.server.http;

import io.arbiter.server.refusal.ConnectionRefusals;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * An engine that reports a handshake that failed, for whatever reason. The JDK's server of HTTP tells nobody of it, and
 * a trust manager hears only of those who show a certificate.
 */
final class ReportingEngine extends SSLEngine {
    private final SSLEngine engine;
    private final ConnectionRefusals refusals;
    private String machine = "";
    /** The handshake is over, in either way. */
    private boolean over;

    ReportingEngine(SSLEngine engine, ConnectionRefusals refusals) {
        this.engine = engine;
        this.refusals = refusals;
    }

    /**
     * Parameters that say where the connection comes from. The engine's own peer host may be the name that the
     * stranger's own DNS gives for his address.
     */
    static final class ConnectionParameters extends SSLParameters {
        private final String machine;

        ConnectionParameters(InetSocketAddress client) {
            machine = client.getAddress().getHostAddress();
        }
    }

    private interface Step {
        SSLEngineResult take() throws SSLException;
    }

    private SSLEngineResult reporting(Step step) throws SSLException {
        try {
            SSLEngineResult result = step.take();
            over |= result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.FINISHED;
            return result;
        } catch (SSLException failed) {
            if (!over) {
                over = true;
                refusals.refused(Https.PORT, machine, "TLS: " + failed.getMessage());
            }
            throw failed;
        }
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer to) throws SSLException {
        return reporting(() -> engine.wrap(from, offset, length, to));
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int length) throws SSLException {
        return reporting(() -> engine.unwrap(from, to, offset, length));
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        if (parameters instanceof ConnectionParameters connection) {
            machine = connection.machine;
        }
        engine.setSSLParameters(parameters);
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine.getSSLParameters();
    }

    @Override
    public Runnable getDelegatedTask() {
        return engine.getDelegatedTask();
    }

    @Override
    public void closeInbound() throws SSLException {
        engine.closeInbound();
    }

    @Override
    public boolean isInboundDone() {
        return engine.isInboundDone();
    }

    @Override
    public void closeOutbound() {
        engine.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return engine.isOutboundDone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return engine.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return engine.getHandshakeSession();
    }

    @Override
    public void beginHandshake() throws SSLException {
        engine.beginHandshake();
    }

    @Override
    public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
        return engine.getHandshakeStatus();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        engine.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        engine.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine.getEnableSessionCreation();
    }
}
