package io.hookline.plugin.ssh.internal;

import io.hookline.common.file.OwnerOnly;
import io.hookline.shell.session.CommandRecord;
import io.hookline.shell.session.CommandService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SSH server: public keys alone, the shell's commands alone, a limited number of connections. There is no
 * forwarding, no file transfer, no agent, and no other program.
 */
final class SshListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshListener.class);
    private static final AttributeKey<Person> PERSON = new AttributeKey<>();
    private static final int HOST_KEY_BITS = 256;
    private static final int CHANNELS = 4;

    private final SshServer server;

    private SshListener(SshServer server) {
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param data the data folder
     * @throws IOException if it cannot; the message names the cause
     */
    static SshListener open(SshConfig config, Path data, CommandService commands, CommandRecord record)
            throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory());
        server.setHost(config.host().strip());
        server.setPort(config.port());
        server.setKeyPairProvider(hostKey(data.resolve(config.hostKey())));
        AuthorizedKeys keys = new AuthorizedKeys(data.resolve(config.authorizedKeys()));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator((user, key, session) -> admit(keys, key, session));
        server.setShellFactory(channel -> new ShellSession(called(commands, record, channel)));
        server.setCommandFactory((channel, line) -> new LineSession(called(commands, record, channel), line));
        server.setChannelFactories(List.of(new PlainChannels()));
        server.setSubsystemFactories(List.of());
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setAgentFactory(null);
        server.addSessionListener(new Admission(config.connections()));
        CoreModuleProperties.AUTH_TIMEOUT.set(server, Duration.ofSeconds(config.loginSeconds()));
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ofMinutes(config.idleMinutes()));
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, config.tries());
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, CHANNELS);
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "Hookline");
        try {
            server.start();
        } catch (IOException e) {
            server.stop(true);
            throw new IOException(
                    "no one can log in by SSH: it cannot listen on " + config.host() + ":" + config.port() + " ("
                            + e.getMessage() + "); set \"host\" and \"port\" of " + SshConfig.PID,
                    e);
        }
        LOG.info("SSH is on {}:{}", config.host(), server.getPort());
        return new SshListener(server);
    }

    int port() {
        return server.getPort();
    }

    /** Of this host, in a folder and file of its owner alone. A file that is there is never written over. */
    private static KeyPairProvider hostKey(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            OwnerOnly.createDirectories(folder);
        }
        KeyPairProvider provider = Files.exists(file) ? new FileKeyPairProvider(file) : generated(file);
        try {
            if (!provider.loadKeys(null).iterator().hasNext()) {
                throw new IOException("it has no key");
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IOException(
                    "the key of this host, " + file + ", cannot be used (" + e.getMessage()
                            + "): it has to be a private key without a password",
                    e);
        }
        if (OwnerOnly.isOpenToOthers(file)) {
            throw new IOException("the key of this host, " + file + ", can be read by others: chmod 600 it");
        }
        return provider;
    }

    private static KeyPairProvider generated(Path file) {
        SimpleGeneratorHostKeyProvider provider = new SimpleGeneratorHostKeyProvider(file);
        provider.setAlgorithm("EC");
        provider.setKeySize(HOST_KEY_BITS);
        return provider;
    }

    private static boolean admit(AuthorizedKeys keys, PublicKey key, ServerSession session) {
        Optional<Person> found = keys.find(key);
        found.ifPresent(person -> session.setAttribute(PERSON, person));
        return found.isPresent();
    }

    private static Commands called(CommandService commands, CommandRecord record, ChannelSession channel) {
        Person person = Objects.requireNonNull(channel.getSession().getAttribute(PERSON), "no one has logged in");
        String address = channel.getSession().getIoSession().getRemoteAddress() instanceof InetSocketAddress remote
                        && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : "unknown";
        return new Commands(commands, record, person, address);
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            LOG.warn("SSH did not end as it should", e);
        }
    }

    /** Sessions alone: no channel leads to another address, and no variable of the client's comes in. */
    private static final class PlainChannels extends ChannelSessionFactory {

        @Override
        public Channel createChannel(Session session) {
            return new ChannelSession() {
                @Override
                protected RequestHandler.Result handleEnvParsed(String name, String value) {
                    return RequestHandler.Result.ReplyFailure;
                }
            };
        }
    }

    /** Refuses connections beyond a number, and notes who has logged in. */
    private static final class Admission implements SessionListener {

        private final int most;
        private final Set<Session> open = ConcurrentHashMap.newKeySet();

        Admission(int most) {
            this.most = most;
        }

        @Override
        public void sessionCreated(Session session) {
            open.add(session);
            if (open.size() > most) {
                LOG.warn("a connection by SSH is refused: {} are open already", most);
                session.close(true);
            }
        }

        @Override
        public void sessionEvent(Session session, Event event) {
            Person person = session.getAttribute(PERSON);
            if (event == Event.Authenticated && person != null) {
                LOG.info(
                        "{} has logged in by SSH, as {}",
                        person.name(),
                        person.role().word());
            }
        }

        @Override
        public void sessionClosed(Session session) {
            open.remove(session);
        }
    }
}
