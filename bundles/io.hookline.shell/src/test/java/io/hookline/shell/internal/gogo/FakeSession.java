package io.hookline.shell.internal.gogo;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;

/** A session that knows its screen's width, perhaps its folder, and nothing else. */
final class FakeSession {

    private FakeSession() {}

    static CommandSession wide(int columns) {
        return of(columns, null);
    }

    /** One that is in a folder. */
    static CommandSession in(Path folder) {
        return of(120, folder);
    }

    private static CommandSession of(int columns, @Nullable Path folder) {
        return (CommandSession) Proxy.newProxyInstance(
                FakeSession.class.getClassLoader(), new Class<?>[] {CommandSession.class}, (proxy, method, args) -> {
                    if (method.getName().equals("currentDir")) {
                        return folder;
                    }
                    return method.getName().equals("get") && "COLUMNS".equals(args[0]) ? columns : null;
                });
    }
}
