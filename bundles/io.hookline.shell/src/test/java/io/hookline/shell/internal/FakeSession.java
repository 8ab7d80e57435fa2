package io.hookline.shell.internal;

import java.lang.reflect.Proxy;
import org.apache.felix.service.command.CommandSession;

/** A session that knows its screen's width and nothing else. */
final class FakeSession {

    private FakeSession() {}

    static CommandSession wide(int columns) {
        return (CommandSession) Proxy.newProxyInstance(
                FakeSession.class.getClassLoader(),
                new Class<?>[] {CommandSession.class},
                (proxy, method, args) -> method.getName().equals("get") && "COLUMNS".equals(args[0]) ? columns : null);
    }
}
