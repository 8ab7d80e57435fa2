package io.hookline.core.internal.weave;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites the calls in a class that would end the JVM, so that they end in {@link io.hookline.core.guard.Exit}. Calls
 * by reflection stay as they are.
 */
public final class ExitCalls {

    private static final String REFUSAL = "io/hookline/core/guard/Exit";
    /** The calls to replace, by owner and name, and their replacements. */
    private static final Map<String, String> REFUSED = Map.of(
            "java/lang/System.exit(I)V", "systemExit",
            "java/lang/Runtime.exit(I)V", "runtimeExit",
            "java/lang/Runtime.halt(I)V", "runtimeHalt");

    private static final byte[] EXIT = "exit".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HALT = "halt".getBytes(StandardCharsets.US_ASCII);

    private ExitCalls() {}

    /** The class without such calls; empty if it has none. */
    public static Optional<byte[]> refuse(byte[] bytes) {
        if (!contains(bytes, EXIT) && !contains(bytes, HALT)) {
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

    private static final class Replacing extends MethodVisitor {

        private final boolean[] found;

        Replacing(MethodVisitor next, boolean[] found) {
            super(Opcodes.ASM9, next);
            this.found = found;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String shape, boolean isInterface) {
            String replacement = REFUSED.get(owner + "." + name + shape);
            if (replacement == null) {
                super.visitMethodInsn(opcode, owner, name, shape, isInterface);
                return;
            }
            found[0] = true;
            String taken = opcode == Opcodes.INVOKESTATIC ? shape : "(L" + owner + ";" + shape.substring(1);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, REFUSAL, replacement, taken, false);
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
            String replacement = REFUSED.get(handle.getOwner() + "." + handle.getName() + handle.getDesc());
            if (replacement == null) {
                return constant;
            }
            found[0] = true;
            String taken = handle.getTag() == Opcodes.H_INVOKESTATIC
                    ? handle.getDesc()
                    : "(L" + handle.getOwner() + ";" + handle.getDesc().substring(1);
            return new Handle(Opcodes.H_INVOKESTATIC, REFUSAL, replacement, taken, false);
        }
    }
}
