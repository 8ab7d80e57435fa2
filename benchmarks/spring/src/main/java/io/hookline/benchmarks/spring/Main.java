package io.hookline.benchmarks.spring;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Starts it: {@code PORT UPSTREAM-PORT}, both on the loopback address. Runs until it is killed. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Main {

    private static final String LOOPBACK = "127.0.0.1";

    public static void main(String[] args) {
        // One event loop, as each proxy of the comparison has.
        System.setProperty("reactor.netty.ioWorkerCount", "1");
        SpringApplication application = new SpringApplication(Main.class);
        application.setDefaultProperties(Map.of(
                "server.address",
                LOOPBACK,
                "server.port",
                args[0],
                "benchmark.upstream",
                "http://" + LOOPBACK + ":" + args[1],
                "spring.cloud.gateway.server.webflux.httpclient.pool.max-connections",
                "512",
                "spring.main.banner-mode",
                "off"));
        application.run();
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, Environment environment) {
        String upstream = environment.getRequiredProperty("benchmark.upstream");
        return builder.routes().route(route -> route.path("/**").uri(upstream)).build();
    }
}
