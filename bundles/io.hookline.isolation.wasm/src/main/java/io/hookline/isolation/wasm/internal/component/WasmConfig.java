package io.hookline.isolation.wasm.internal.component;

import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What modules may have at most. PID {@code io.hookline.isolation.wasm}. A change applies to releases that are deployed
 * or started after it.
 */
@ObjectClassDefinition(name = "WASM modules")
@interface WasmConfig {

    /** The largest module, in MB. */
    @AttributeDefinition(name = "File", description = "The largest module, in MB", min = "1", max = "256")
    @Protects("the limits of modules")
    int fileMegabytes() default 8;

    /** The most memory that one instance of a module may have, in MB. */
    @AttributeDefinition(
            name = "Memory",
            description = "The most memory that one instance of a module may have, in MB",
            min = "1",
            max = "2047")
    @Protects("the limits of modules")
    int memoryMegabytes() default 32;

    /** How long one call of a module may take at most, in ms. */
    @AttributeDefinition(
            name = "Call time",
            description = "How long one call of a module may take at most, in ms",
            min = "1",
            max = "60000")
    @Protects("the limits of modules")
    int callMillis() default 1000;

    /** How many instances one module may have. */
    @AttributeDefinition(
            name = "Instances",
            description = "How many instances one module may have",
            min = "1",
            max = "256")
    @Protects("the limits of modules")
    int instances() default 16;

    /** How many entries each table of an instance may have. */
    @AttributeDefinition(
            name = "Table entries",
            description = "How many entries each table of an instance may have",
            min = "1",
            max = "10000000")
    @Protects("the limits of modules")
    int tableEntries() default 10_000;

    /** After how many restarts of instances within restartSeconds the breaker of the module's hooks opens. */
    @AttributeDefinition(
            name = "Restarts",
            description = "After how many restarts of instances within restartSeconds the breaker of the hooks opens",
            min = "1",
            max = "10000")
    int restarts() default 10;

    /** Over how many seconds restarts are counted. */
    @AttributeDefinition(
            name = "Restart window",
            description = "Over how many seconds restarts are counted",
            min = "1",
            max = "3600")
    int restartSeconds() default 10;

    /** What modules may use beyond their calls: clock, random, http; for one plugin alone: PLUGIN:clock. */
    @AttributeDefinition(
            name = "Allowed",
            description = "What modules may use beyond their calls: clock, random, http; for one plugin: PLUGIN:clock")
    @Protects("what modules may use")
    String[] allow() default {};

    /** The upstreams that modules with the grant http may call: NAME=http://HOST:PORT. */
    @AttributeDefinition(
            name = "Upstreams",
            description = "The upstreams that modules with the grant http may call: NAME=http://HOST:PORT")
    @Protects("what modules may call")
    String[] upstreams() default {};
}
