package io.arbiter.server.http;

import io.arbiter.server.refusal.ConnectionRefusals;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** A context whose engines are {@link ReportingEngine}s. */
final class ReportingContext extends SSLContextSpi {
    private final SSLContext context;
    private final ConnectionRefusals refusals;

    private ReportingContext(SSLContext context, ConnectionRefusals refusals) {
        this.context = context;
        this.refusals = refusals;
    }

    static SSLContext of(SSLContext context, ConnectionRefusals refusals) {
        var reporting = new ReportingContext(context, refusals);
        return new SSLContext(reporting, context.getProvider(), context.getProtocol()) {};
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return new ReportingEngine(context.createSSLEngine(), refusals);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return new ReportingEngine(context.createSSLEngine(host, port), refusals);
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
        throw new UnsupportedOperationException("it was made of a context that is ready");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return context.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return context.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return context.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return context.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        return context.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return context.getSupportedSSLParameters();
    }
}
