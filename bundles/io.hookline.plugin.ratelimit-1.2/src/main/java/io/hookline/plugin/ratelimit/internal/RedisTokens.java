package io.hookline.plugin.ratelimit.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * Buckets in a Redis server, one hash for each. A script fills a bucket up by the server's clock, so that the clocks of
 * the nodes do not matter. A bucket that is full again expires.
 */
final class RedisTokens implements CommonTokens {

    /** Numbers are written with all digits: Lua's own form of large numbers would lose the microseconds. */
    private static final String SCRIPT =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local burst, rate = tonumber(ARGV[1]), ARGV[2] / ARGV[3]
            local old = redis.call('HMGET', KEYS[1], 'tokens', 'micros')
            local tokens = burst
            if old[1] and old[2] then
              tokens = math.min(burst, old[1] + math.max(0, now - old[2]) * rate)
            end
            tokens = tokens - ARGV[4]
            redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'micros', string.format('%.0f', now))
            redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil((burst - tokens) / rate / 1000) + 1000))
            return math.floor(tokens)
            """;

    /** The certificate's chain and its host name are checked. */
    private static final SslOptions VERIFIED =
            SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build();

    private final HostAndPort server;
    private final JedisClientConfig client;
    private final String prefix;
    private @Nullable Jedis connection;
    private String script = "";
    private boolean closed;

    /**
     * Does not connect yet.
     *
     * @param server {@code redis://HOST:PORT/DATABASE} or {@code rediss://…}
     * @throws IllegalArgumentException if it is not of this form
     */
    RedisTokens(String server, String user, String password, String prefix, int timeoutMillis) {
        URI uri = URI.create(server);
        if (uri.getHost() == null || !List.of("redis", "rediss").contains(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "'redis' has to be redis://HOST:PORT/DATABASE or rediss://…, not '" + server + "'");
        }
        this.server = new HostAndPort(uri.getHost(), uri.getPort() < 0 ? 6379 : uri.getPort());
        this.prefix = prefix;
        this.client = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(timeoutMillis)
                .socketTimeoutMillis(timeoutMillis)
                .user(user.isEmpty() ? null : user)
                .password(password.isEmpty() ? null : password)
                .database(
                        uri.getPath().length() > 1
                                ? Integer.parseInt(uri.getPath().substring(1))
                                : 0)
                .sslOptions(uri.getScheme().equals("rediss") ? VERIFIED : null)
                .build();
    }

    @Override
    public List<Long> take(List<Taken> taken) {
        Jedis redis = connected();
        try {
            List<Response<Object>> answers = new ArrayList<>(taken.size());
            try (Pipeline pipeline = redis.pipelined()) {
                for (Taken one : taken) {
                    answers.add(pipeline.evalsha(script, List.of(prefix + one.bucket()), arguments(one)));
                }
                pipeline.sync();
            }
            List<Long> left = new ArrayList<>(taken.size());
            for (Response<Object> answer : answers) {
                left.add((Long) answer.get());
            }
            return left;
        } catch (RuntimeException e) {
            disconnect();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }

    private Jedis connected() {
        synchronized (this) {
            if (connection != null) {
                return connection;
            }
        }
        Jedis fresh = new Jedis(server, client);
        try {
            script = fresh.scriptLoad(SCRIPT);
            synchronized (this) {
                if (closed) {
                    throw new IllegalStateException("the shared limits have ended");
                }
                connection = fresh;
                return fresh;
            }
        } catch (RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    /** Closing the socket ends a call that is waiting for it. */
    private synchronized void disconnect() {
        Jedis open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    private static List<String> arguments(Taken taken) {
        Rate rate = taken.rate();
        return List.of(
                Long.toString(rate.burst()),
                Long.toString(rate.tokens()),
                Long.toString(rate.period().toNanos() / 1000),
                Long.toString(taken.tokens()));
    }
}
