package io.arbiter.chaos.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.power.disk.Disk;
import io.arbiter.testsupport.html.Page;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native method's name in C follows from its package, and nothing else notices before it is called. */
class DiskLibraryTest {
    @Test
    void everyNativeMethodIsThere() {
        String source = Page.resource(PowerCommand.class, "disk.c");
        List<String> functions = Stream.of(Disk.class.getDeclaredMethods())
                .filter(method -> Modifier.isNative(method.getModifiers()))
                .map(Method::getName)
                .map(name -> " Java_" + Disk.class.getName().replace('.', '_') + "_" + name + "(")
                .toList();
        assertThat(functions).isNotEmpty().allSatisfy(name -> assertThat(source).contains(name));
    }
}
