package io.hookline.engine.internal.contract;

import io.hookline.api.hook.Composition;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Tells default methods that do nothing from those that do something, by their code: an empty body, {@code return null}
 * where null means nothing, or a waterfall that returns its argument. What cannot be read counts as doing something.
 */
public final class NoOpDefaultMethods {

    private NoOpDefaultMethods() {}

    /** Whether a method of a contract is a default that does nothing. */
    public static boolean isIdle(Method method, Composition composition) {
        if (!method.isDefault() || composition == Composition.AROUND) {
            return false;
        }
        Class<?> type = method.getDeclaringClass();
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream code = type.getResourceAsStream(file)) {
            return code != null && isIdle(new ClassReader(code), method, composition);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean isIdle(ClassReader code, Method method, Composition composition) {
        List<Integer> found = new ArrayList<>();
        String descriptor = Type.getMethodDescriptor(method);
        code.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access, String name, String itsDescriptor, String signature, String[] exceptions) {
                        return name.equals(method.getName()) && itsDescriptor.equals(descriptor)
                                ? new Instructions(found)
                                : null;
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return switch (composition) {
            case NOTIFY -> found.equals(List.of(Opcodes.RETURN));
            case FIRST_RESULT, CONCAT -> returnsNull(found);
            case WATERFALL -> returnsNull(found) || returnsFirstArgument(found, method);
            case AROUND -> false;
        };
    }

    private static boolean returnsNull(List<Integer> found) {
        return found.equals(List.of(Opcodes.ACONST_NULL, Opcodes.ARETURN));
    }

    private static boolean returnsFirstArgument(List<Integer> found, Method method) {
        Type type = Type.getType(method.getReturnType());
        return found.equals(
                List.of(type.getOpcode(Opcodes.ILOAD), Instructions.FIRST_ARGUMENT, type.getOpcode(Opcodes.IRETURN)));
    }

    /**
     * Lists a method's instructions; any instruction with operands, except the load of the first argument, invalidates
     * the list.
     */
    private static final class Instructions extends MethodVisitor {

        static final int FIRST_ARGUMENT = -1;
        private static final int OTHER = -2;

        private final List<Integer> found;

        Instructions(List<Integer> found) {
            super(Opcodes.ASM9);
            this.found = found;
        }

        @Override
        public void visitInsn(int opcode) {
            found.add(opcode);
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            found.add(opcode);
            found.add(variable == 1 ? FIRST_ARGUMENT : OTHER);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            found.add(OTHER);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            found.add(OTHER);
        }

        @Override
        public void visitLdcInsn(Object value) {
            found.add(OTHER);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            found.add(OTHER);
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            found.add(OTHER);
        }

        @Override
        public void visitIincInsn(int variable, int increment) {
            found.add(OTHER);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            found.add(OTHER);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            found.add(OTHER);
        }
    }
}
