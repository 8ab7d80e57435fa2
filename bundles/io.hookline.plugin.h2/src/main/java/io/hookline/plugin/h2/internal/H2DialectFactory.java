package io.hookline.plugin.h2.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.sql.dialect.Dialect;
import io.hookline.sql.dialect.DialectFactory;
import org.osgi.service.component.annotations.Component;

/** Publishes the dialect of H2. */
@Plugin(
        id = "h2",
        version = "1.0.0",
        tags = {DialectFactory.TAG, "h2"})
@Component
public final class H2DialectFactory implements DialectFactory {

    private final Dialect dialect = new H2Dialect();

    @Override
    public Dialect dialect(String jdbcUrl) {
        return dialect;
    }
}
