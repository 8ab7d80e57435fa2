package io.hookline.benchmarks.audit;

import io.hookline.audit.AuditSink;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.status.AuditPipeline;
import io.hookline.common.config.GivenOptions;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Makes the product's components as Declarative Services does: without a framework, so that nothing else is measured. */
final class Parts {

    private static final String COMPONENTS = "io.hookline.audit.internal.component.";

    private final Path data;

    Parts(Path data) {
        this.data = data;
    }

    /**
     * A pipeline with a route to one output.
     *
     * @param options of {@code io.hookline.audit}
     */
    Object pipeline(Map<String, Object> options, String name, AuditOutput output) {
        Object pipeline = component(COMPONENTS + "AuditService", options);
        Object route = component(
                COMPONENTS + "ConfiguredAuditRoute",
                Map.of("outputs", new String[] {name}, Constants.SERVICE_PID, "io.hookline.audit.route~all"));
        invoke(pipeline, "bindRoute", route);
        invoke(pipeline, "bindOutput", output, Map.of(AuditOutput.NAME, name));
        return pipeline;
    }

    static AuditSink sink(Object pipeline) {
        return (AuditSink) pipeline;
    }

    static AuditPipeline status(Object pipeline) {
        return (AuditPipeline) pipeline;
    }

    /** Ends a component. */
    static void end(Object component) {
        invoke(component, "deactivate");
    }

    /** A component, by its only constructor: a configuration, a bundle context, properties, or one of the services. */
    Object component(String type, Map<String, Object> options, Object... services) {
        try {
            Constructor<?> constructor = Class.forName(type).getConstructors()[0];
            Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                    .map(parameter -> argument(parameter, options, services))
                    .toArray();
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type, e);
        }
    }

    static void invoke(Object target, String name, Object... arguments) {
        try {
            for (Method method : target.getClass().getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                    method.setAccessible(true);
                    method.invoke(target, arguments);
                    return;
                }
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private Object argument(Class<?> type, Map<String, Object> options, Object... services) {
        if (type.isAnnotation()) {
            return GivenOptions.as(type.asSubclass(Annotation.class), options);
        }
        if (type == Map.class) {
            return new HashMap<>(options);
        }
        if (type == BundleContext.class) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> property(method, arguments));
        }
        return Arrays.stream(services).filter(type::isInstance).findFirst().orElseThrow();
    }

    private @Nullable Object property(Method method, Object @Nullable [] arguments) {
        return method.getName().equals("getProperty") && arguments != null && "hookline.data".equals(arguments[0])
                ? data.toString()
                : null;
    }
}
