package io.hookline.runtime;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A logger of the OSGi log service that writes to SLF4J. Both have the same methods for each level, so one handler
 * serves them all.
 */
final class BundleLogger implements InvocationHandler {

    private static final String AUDIT = "audit";

    private final String name;
    private final boolean formats;
    private final org.slf4j.Logger log;

    private BundleLogger(String bundle, String name, boolean formats) {
        this.name = name;
        this.formats = formats;
        this.log = LoggerFactory.getLogger(bundle);
    }

    /**
     * A logger that writes under a bundle's name.
     *
     * @param name the name of the logger
     * @param type {@link Logger}, whose messages have {@code {}} in them, or {@link FormatterLogger}, whose have {@code
     *     %s}
     * @throws IllegalArgumentException for any other type, as the log service specification requires
     */
    static <L extends Logger> L of(String bundle, String name, Class<L> type) {
        if (type != Logger.class && type != FormatterLogger.class) {
            throw new IllegalArgumentException(
                    type.getName() + " is not a type of logger: use Logger or FormatterLogger");
        }
        BundleLogger logger = new BundleLogger(bundle, name, type == FormatterLogger.class);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, logger));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "logger " + name;
            };
        }
        if (arguments == null) {
            return method.getName().equals("getName") ? name : isEnabled(method.getName());
        }
        Level level = levelOf(method.getName());
        if (!log.isEnabledForLevel(level)) {
            return null;
        }
        if (arguments[0] instanceof LoggerConsumer<?> consumer) {
            consumer.accept((Logger) proxy);
        } else {
            write(level, String.valueOf(arguments[0]), parameters(arguments));
        }
        return null;
    }

    private boolean isEnabled(String question) {
        String level = question.substring("is".length(), question.length() - "Enabled".length());
        return log.isEnabledForLevel(levelOf(level.toLowerCase(Locale.ROOT)));
    }

    private void write(Level level, String message, @Nullable Object[] parameters) {
        if (!formats) {
            log.atLevel(level).log(message, parameters);
            return;
        }
        boolean failed = parameters.length > 0 && parameters[parameters.length - 1] instanceof Throwable;
        log.atLevel(level)
                .setCause(failed ? (Throwable) parameters[parameters.length - 1] : null)
                .log(String.format(message, parameters));
    }

    private static @Nullable Object[] parameters(@Nullable Object[] arguments) {
        if (arguments.length == 2 && arguments[1] instanceof Object[] several) {
            return several;
        }
        return Arrays.copyOfRange(arguments, 1, arguments.length);
    }

    private static Level levelOf(String method) {
        return method.equals(AUDIT) ? Level.INFO : Level.valueOf(method.toUpperCase(Locale.ROOT));
    }
}
