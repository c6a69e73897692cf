package io.arbiter.testing;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests an arbiter: a parameter of type {@link TestArbiter} or {@link TestCluster} is one that has been started,
 * and that is closed when it is not needed any more. JUnit 5.13 or later.
 *
 * <pre>{@code
 * @ExtendWith(ArbiterExtension.class)
 * class OrdersTest {
 *     @Test
 *     void oneWriter(TestArbiter arbiter) { ... }
 * }
 * }</pre>
 *
 * <p>A parameter of a test, or of its {@code @BeforeEach} or {@code @AfterEach} method, is an arbiter of this test
 * alone, the same in all of them. One of the constructor or of a {@code @BeforeAll} method is shared by the tests of
 * the class, and their parameters are it.
 */
public final class ArbiterExtension implements ParameterResolver {
    private static final Map<Class<?>, Supplier<?>> KINDS =
            Map.of(TestArbiter.class, TestArbiter::start, TestCluster.class, TestCluster::start);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return KINDS.containsKey(parameter.getParameter().getType());
    }

    /** The store closes what is in it, and finds what a context around this one has put into its own. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> kind = parameter.getParameter().getType();
        Store store = context.getStore(Namespace.create(ArbiterExtension.class));
        Object known = store.get(kind);
        if (known == null) {
            known = KINDS.get(kind).get();
            store.put(kind, known);
        }
        return known;
    }
}
