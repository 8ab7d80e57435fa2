package io.hookline.unload;

/** The ways in which something of the JVM's own can hold a class loader. */
public enum HolderKind {

    /** A live thread that the plugin has made. */
    THREAD("stop the thread, or shut its executor down, in @Deactivate and wait for its end"),

    /** A thread that runs the plugin's code. */
    STACK("let the call come to its end: interrupt it, or give it a deadline"),

    /** A thread of the host or of another plugin that has the plugin's loader as its context class loader. */
    CONTEXT_CLASS_LOADER("set the thread's context class loader back in a finally block"),

    /**
     * A thread that was made while the plugin's code was on the stack, and keeps the protection domains of that stack.
     */
    INHERITED_CONTEXT("start the threads of shared pools ahead of the plugin, or end the pool with the plugin"),

    /** A java.util.Timer. */
    TIMER("call Timer.cancel() in @Deactivate"),

    /** A value in a thread's ThreadLocals. */
    THREAD_LOCAL("call ThreadLocal.remove() in a finally block, on the thread that has set the value"),

    /** A thread registered to run when the JVM ends. */
    SHUTDOWN_HOOK("call Runtime.removeShutdownHook in @Deactivate, or do the work there and have no hook"),

    /** A handler of uncaught exceptions, of one thread or of all. */
    UNCAUGHT_HANDLER("set the previous handler again in @Deactivate"),

    /** A driver registered with DriverManager. */
    JDBC_DRIVER("call DriverManager.deregisterDriver in @Deactivate, from the plugin's own code"),

    /** A bean in an MBean server. */
    MBEAN("unregister the MBean in @Deactivate"),

    /** A handler, formatter, filter or logger of java.util.logging. */
    JUL("call Logger.removeHandler, and take filters and formatters back, in @Deactivate"),

    /** A level of the plugin's own that a logger of java.util.logging is set to. */
    JUL_LEVEL("set the logger's level back in @Deactivate"),

    /** A security provider. */
    SECURITY_PROVIDER("call Security.removeProvider in @Deactivate"),

    /** Something that there is once in the JVM: standard streams, network defaults, system properties. */
    JVM_DEFAULT("set the previous one again in @Deactivate");

    private final String remedy;

    HolderKind(String remedy) {
        this.remedy = remedy;
    }

    /** What the plugin's author has to do, in one sentence. */
    public String remedy() {
        return remedy;
    }
}
