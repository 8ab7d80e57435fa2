package io.hookline.plugin.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprVisitor;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the structure of an expression says: whether it iterates, and what must not be in it. Used once. */
final class ConditionShape extends CelExprVisitor {

    /** How deep {@code all}, {@code exists}, {@code map} and {@code filter} may be nested. */
    static final int MOST_NESTED = 2;

    private static final String HEADERS = "request.headers";

    private boolean iterates;
    private int depth;
    private @Nullable String problem;

    private ConditionShape() {}

    static ConditionShape of(CelAbstractSyntaxTree tree) {
        ConditionShape shape = new ConditionShape();
        shape.visit(tree);
        return shape;
    }

    /** Whether it goes over lists or maps. */
    boolean iterates() {
        return iterates;
    }

    /** Why it is refused, or null. */
    @Nullable
    String problem() {
        return problem;
    }

    @Override
    protected void visit(CelExpr expression, CelExpr.CelComprehension comprehension) {
        iterates = true;
        depth++;
        if (depth > MOST_NESTED) {
            refuse("all, exists, exists_one, map and filter cannot be nested more than " + MOST_NESTED + " deep");
        }
        super.visit(expression, comprehension);
        depth--;
    }

    @Override
    protected void visit(CelExpr expression, CelExpr.CelCall call) {
        if (call.function().equals("matches")) {
            CelExpr pattern = call.args().get(call.args().size() - 1);
            if (text(pattern).isEmpty()) {
                refuse("the pattern of matches() has to be a text in the expression, not a value");
            }
        }
        if (call.function().equals("_[_]") && HEADERS.equals(name(call.args().get(0)))) {
            text(call.args().get(1)).ifPresent(this::checkHeader);
        }
        super.visit(expression, call);
    }

    @Override
    protected void visit(CelExpr expression, CelExpr.CelSelect select) {
        if (HEADERS.equals(name(select.operand()))) {
            checkHeader(select.field());
        }
        super.visit(expression, select);
    }

    private void checkHeader(String header) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (!lower.equals(header)) {
            refuse("names of header fields are in lower case: write '" + lower + "' for '" + header + "'");
        }
    }

    private void refuse(String reason) {
        if (problem == null) {
            problem = reason;
        }
    }

    private static Optional<String> text(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expression.constant().stringValue())
                : Optional.empty();
    }

    /** The dotted name that an expression is; empty if it is none. */
    private static String name(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> expression.ident().name();
            case SELECT ->
                name(expression.select().operand()) + "." + expression.select().field();
            default -> "";
        };
    }
}
