package io.hookline.core.internal.weave;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites the calls in a class that would end the JVM, so that they end in {@link io.hookline.core.guard.Exit}, and
 * those that would change other bundles, so that they end in {@link io.hookline.core.guard.BundleControl}. Calls by
 * reflection stay as they are.
 */
public final class ExitCalls {

    private static final String EXIT_GUARD = "io/hookline/core/guard/Exit";
    private static final String BUNDLE_GUARD = "io/hookline/core/guard/BundleControl";
    private static final String BUNDLE = "org/osgi/framework/Bundle";
    private static final String CONTEXT = "org/osgi/framework/BundleContext";
    private static final String SYSTEM_LEVEL = "org/osgi/framework/startlevel/FrameworkStartLevel";
    private static final String BUNDLE_LEVEL = "org/osgi/framework/startlevel/BundleStartLevel";
    private static final String SYSTEM_WIRING = "org/osgi/framework/wiring/FrameworkWiring";
    private static final String LISTENERS = "[Lorg/osgi/framework/FrameworkListener;";

    /** The calls to replace, by owner and name, and their replacements. */
    private static final Map<String, Replacement> REFUSED = Map.ofEntries(
            exit("java/lang/System", "exit(I)V", "systemExit"),
            exit("java/lang/Runtime", "exit(I)V", "runtimeExit"),
            exit("java/lang/Runtime", "halt(I)V", "runtimeHalt"),
            bundle(BUNDLE, "stop()V", "stop"),
            bundle(BUNDLE, "stop(I)V", "stop"),
            bundle(BUNDLE, "update()V", "update"),
            bundle(BUNDLE, "update(Ljava/io/InputStream;)V", "update"),
            bundle(BUNDLE, "uninstall()V", "uninstall"),
            bundle(CONTEXT, "installBundle(Ljava/lang/String;)L" + BUNDLE + ";", "installBundle"),
            bundle(CONTEXT, "installBundle(Ljava/lang/String;Ljava/io/InputStream;)L" + BUNDLE + ";", "installBundle"),
            bundle(SYSTEM_LEVEL, "setStartLevel(I" + LISTENERS + ")V", "setStartLevel"),
            bundle(BUNDLE_LEVEL, "setStartLevel(I)V", "setStartLevel"),
            bundle(SYSTEM_WIRING, "refreshBundles(Ljava/util/Collection;" + LISTENERS + ")V", "refreshBundles"));

    /** Subtypes of the framework's interfaces, by whose name a call may be made. */
    private static final Map<String, String> INHERITED = Map.of("org/osgi/framework/launch/Framework", BUNDLE);

    private static final byte[] EXIT = "exit".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HALT = "halt".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FRAMEWORK = "org/osgi/framework/".getBytes(StandardCharsets.US_ASCII);

    private ExitCalls() {}

    /** The class without such calls; empty if it has none. */
    public static Optional<byte[]> refuse(byte[] bytes) {
        if (!contains(bytes, EXIT) && !contains(bytes, HALT) && !contains(bytes, FRAMEWORK)) {
            return Optional.empty();
        }
        ClassReader reader = new ClassReader(bytes);
        // No frames change: the replacements take and leave the same operands as the originals.
        ClassWriter writer = new ClassWriter(reader, 0);
        boolean[] found = new boolean[1];
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String shape, String signature, String[] exceptions) {
                        return new Replacing(super.visitMethod(access, name, shape, signature, exceptions), found);
                    }
                },
                0);
        return found[0] ? Optional.of(writer.toByteArray()) : Optional.empty();
    }

    private static Map.Entry<String, Replacement> exit(String owner, String method, String name) {
        return Map.entry(owner + "." + method, new Replacement(owner, EXIT_GUARD, name));
    }

    private static Map.Entry<String, Replacement> bundle(String owner, String method, String name) {
        return Map.entry(owner + "." + method, new Replacement(owner, BUNDLE_GUARD, name));
    }

    private static @Nullable Replacement replacement(String owner, String name, String shape) {
        return REFUSED.get(INHERITED.getOrDefault(owner, owner) + "." + name + shape);
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            int at = 0;
            while (at < wanted.length && bytes[i + at] == wanted[at]) {
                at++;
            }
            if (at == wanted.length) {
                return true;
            }
        }
        return false;
    }

    /** A static method of a guard, which takes what the replaced method was called on as its first argument. */
    private record Replacement(String owner, String guard, String name) {

        String shape(String replaced, boolean isStatic) {
            return isStatic ? replaced : "(L" + owner + ";" + replaced.substring(1);
        }
    }

    private static final class Replacing extends MethodVisitor {

        private final boolean[] found;

        Replacing(MethodVisitor next, boolean[] found) {
            super(Opcodes.ASM9, next);
            this.found = found;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String shape, boolean isInterface) {
            Replacement replacement = replacement(owner, name, shape);
            if (replacement == null) {
                super.visitMethodInsn(opcode, owner, name, shape, isInterface);
                return;
            }
            found[0] = true;
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    replacement.guard(),
                    replacement.name(),
                    replacement.shape(shape, opcode == Opcodes.INVOKESTATIC),
                    false);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String shape, Handle bootstrap, Object... arguments) {
            Object[] changed = arguments.clone();
            for (int i = 0; i < changed.length; i++) {
                changed[i] = instead(changed[i]);
            }
            super.visitInvokeDynamicInsn(name, shape, bootstrap, changed);
        }

        @Override
        public void visitLdcInsn(Object value) {
            super.visitLdcInsn(instead(value));
        }

        /** Replaces the target of a method reference such as {@code System::exit}. */
        private Object instead(Object constant) {
            if (!(constant instanceof Handle handle)) {
                return constant;
            }
            Replacement replacement = replacement(handle.getOwner(), handle.getName(), handle.getDesc());
            if (replacement == null) {
                return constant;
            }
            found[0] = true;
            return new Handle(
                    Opcodes.H_INVOKESTATIC,
                    replacement.guard(),
                    replacement.name(),
                    replacement.shape(handle.getDesc(), handle.getTag() == Opcodes.H_INVOKESTATIC),
                    false);
        }
    }
}
