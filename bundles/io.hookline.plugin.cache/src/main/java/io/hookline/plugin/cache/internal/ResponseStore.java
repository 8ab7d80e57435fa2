package io.hookline.plugin.cache.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** The stored responses, which the two hooks share, and the settings. Safe for use by many threads. */
@Component(name = "io.hookline.plugin.cache", service = ResponseStore.class)
@Designate(ocd = CacheConfig.class)
public final class ResponseStore {

    private final Clock clock;
    private final Cache<CacheKey, Variants> responses;
    /** Bytes of bodies that are being collected. */
    private final AtomicLong collecting = new AtomicLong();

    private volatile CacheConfig config;

    /** An empty store. */
    @Activate
    public ResponseStore(CacheConfig config) {
        this(config, Clock.systemUTC());
    }

    ResponseStore(CacheConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.responses = Caffeine.newBuilder()
                .maximumWeight(config.maxBytes())
                .weigher((CacheKey key, Variants variants) -> Math.addExact(key.bytes(), variants.bytes()))
                .executor(Runnable::run)
                .build();
    }

    @Modified
    void modified(CacheConfig changed) {
        config = changed;
        responses.policy().eviction().ifPresent(eviction -> eviction.setMaximum(changed.maxBytes()));
    }

    Clock clock() {
        return clock;
    }

    String name() {
        return config.name();
    }

    int maxEntryBytes() {
        return config.maxEntryBytes();
    }

    Duration longest() {
        return Duration.ofSeconds(config.maxAgeSeconds());
    }

    /** The stored variants of a key, or null. */
    @Nullable
    Variants find(CacheKey key) {
        return responses.getIfPresent(key);
    }

    void put(CacheKey key, StoredResponse response) {
        responses.asMap().compute(key, (k, variants) -> (variants == null ? new Variants(List.of(), null) : variants)
                .with(response));
    }

    /** Forgets the responses of a key, also those that are on their way. */
    void invalidate(CacheKey key, long nowNanos) {
        responses.put(key, new Variants(List.of(), nowNanos));
    }

    /** Takes memory for a body that is being collected; false if there is none. */
    boolean reserve(int bytes) {
        if (collecting.addAndGet(bytes) > config.maxBytes()) {
            collecting.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** Gives it back. */
    void release(int bytes) {
        collecting.addAndGet(-bytes);
    }

    long reserved() {
        return collecting.get();
    }

    /** Removes what does not fit, at once. */
    void cleanUp() {
        responses.cleanUp();
    }
}
