package org.example.shop.hook;

import io.hookline.api.*;
import io.hookline.api.hook.*;
import io.hookline.api.registry.*;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.osgi.framework.BundleContext;

/** What the samples of the documentation refer to. */
final class Scope {

    static HookPoints points;
    static HookPoint<PriceHook> price;
    static HookPoint<StockHook> stock;
    static HookRegistry registry;
    static BundleContext context;
    static PluginRoute<Exporter> exporter;
    static Order order;
    static BigDecimal sum;
    static Request request;
    static Executor workers;

    static void handle(Request request, CallScope scope) {}

    static Connection open(DataSource source, Duration within) {
        throw new UnsupportedOperationException();
    }

    static void abort(Connection connection) {}
}

interface StockHook {
    void reserve(Order order);
}

final class Order {
    static Order sample(String country) {
        throw new UnsupportedOperationException();
    }

    BigDecimal sum() {
        throw new UnsupportedOperationException();
    }
}

final class Request {
    String header(String name) {
        throw new UnsupportedOperationException();
    }
}

final class Article {}

final class Quote {}

final class Receipt {}

interface Exporter {
    default Receipt export(Order order) {
        throw new UnsupportedOperationException();
    }
}

final class Rebate implements PriceHook {
    @Override
    public BigDecimal price(BigDecimal current, Order order) {
        return current;
    }
}
