package io.hookline.plugin.auditsyslog.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A configuration of the output, checked.
 *
 * @param host the server
 * @param port its port
 * @param transport how messages travel
 * @param caFile the authorities; null for those of the JVM
 * @param certificateFile what the client shows; null for nothing
 * @param keyFile its key; null exactly if there is no certificate
 * @param form the form of the messages
 * @param maxBytes the largest message
 * @param timeoutMillis how long a step may take
 * @param resendBytes how much is sent again after a connection has broken
 */
record SyslogSettings(
        String host,
        int port,
        Transport transport,
        @Nullable Path caFile,
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        SyslogForm form,
        int maxBytes,
        int timeoutMillis,
        int resendBytes) {

    /** How messages travel. */
    enum Transport {
        /** Encrypted, with a certificate of the server. */
        TLS(6514),
        /** In the clear. */
        TCP(601),
        /** In the clear, each message a datagram. */
        UDP(514);

        private final int port;

        Transport(int port) {
            this.port = port;
        }
    }

    /**
     * The settings of a configuration.
     *
     * @throws IllegalArgumentException if options contradict each other; the message names them
     */
    static SyslogSettings of(AuditSyslogConfig config) {
        Transport transport = Transport.valueOf(config.transport().toUpperCase(Locale.ROOT));
        Path certificate = path(config.certificateFile());
        Path key = path(config.keyFile());
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("certificateFile and keyFile belong together: set both, or none");
        }
        if (transport != Transport.TLS && (certificate != null || path(config.caFile()) != null)) {
            throw new IllegalArgumentException(
                    "caFile, certificateFile and keyFile are for transport = tls, which is not set");
        }
        return new SyslogSettings(
                config.host().strip(),
                config.port() == 0 ? transport.port : config.port(),
                transport,
                path(config.caFile()),
                certificate,
                key,
                new SyslogForm(
                        config.facility(),
                        config.hostname().isEmpty() ? localName() : config.hostname(),
                        config.appName(),
                        config.structuredDataId()),
                config.maxBytes(),
                config.timeoutMillis(),
                config.resendBytes());
    }

    private static @Nullable Path path(String text) {
        return text.isBlank() ? null : Path.of(text.strip());
    }

    private static String localName() {
        try {
            String name = InetAddress.getLocalHost().getHostName().replaceAll("[^!-~]", "_");
            return name.substring(0, Math.min(255, name.length()));
        } catch (UnknownHostException e) {
            // As RFC 5424 has it where there is no name.
            return "-";
        }
    }
}
