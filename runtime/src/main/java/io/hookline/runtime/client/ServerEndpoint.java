package io.hookline.runtime.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * An instance that listens on TCP, by its address and a token.
 *
 * @param server {@code http} or {@code https}, host and port
 * @param tokenFile the file with the token, on its first line
 * @param ca the file with the authority of the server's certificate, in PEM; null for those of the JDK
 */
record ServerEndpoint(URI server, Path tokenFile, @Nullable Path ca) implements Endpoint {

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int MOST_TOKEN_BYTES = 4_096;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    @Override
    public AdminConnection connect() throws IOException {
        String token = token();
        boolean tls = "https".equals(server.getScheme());
        int port = server.getPort() >= 0 ? server.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        InetAddress address = address();
        if (!tls && !address.isLoopbackAddress()) {
            throw new Unreachable(
                    server + " is on another machine, and http would show the token to those in between: use https",
                    null);
        }
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), CONNECT_TIMEOUT_MS);
            Socket used = tls ? secured(socket, port) : socket;
            return new AdminConnection(
                    used.getInputStream(), used.getOutputStream(), used, server.getHost() + ":" + port, token);
        } catch (SSLException e) {
            socket.close();
            throw new Unreachable(
                    "the certificate of " + server + " is refused: " + e.getMessage()
                            + ". Name the file with the authority that issued it: --ca FILE",
                    e);
        } catch (IOException e) {
            socket.close();
            throw e instanceof Unreachable
                    ? e
                    : new Unreachable(
                            "the instance at " + server + " cannot be reached: " + e.getMessage()
                                    + ". See that it runs, and that its admin API listens there: hookline doctor, on its"
                                    + " machine",
                            e);
        }
    }

    private InetAddress address() throws IOException {
        try {
            return InetAddress.getByName(server.getHost());
        } catch (UnknownHostException e) {
            throw new Unreachable("the host " + server.getHost() + " is not known: correct --server", e);
        }
    }

    private String token() throws IOException {
        try {
            if (Files.size(tokenFile) <= MOST_TOKEN_BYTES) {
                String token = Files.readString(tokenFile)
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip();
                if (token.matches("[!-~]+")) {
                    return token;
                }
            }
        } catch (IOException e) {
            throw new Unreachable("the token in " + tokenFile + " cannot be read: " + e, e);
        }
        throw new Unreachable(tokenFile + " does not begin with a token, as hookline token create prints it", null);
    }

    private Socket secured(Socket plain, int port) throws IOException {
        try {
            SSLSocket socket =
                    (SSLSocket) context().getSocketFactory().createSocket(plain, server.getHost(), port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            plain.setSoTimeout(CONNECT_TIMEOUT_MS);
            socket.startHandshake();
            plain.setSoTimeout(0);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new Unreachable(ca + " holds no certificate in PEM: " + e.getMessage(), e);
        }
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        if (ca == null) {
            context.init(null, null, null);
            return context;
        }
        KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        try (InputStream file = Files.newInputStream(ca)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                authorities.setCertificateEntry("ca" + number++, certificate);
            }
        } catch (IOException e) {
            throw new Unreachable("the authority in " + ca + " cannot be read: " + e, e);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
