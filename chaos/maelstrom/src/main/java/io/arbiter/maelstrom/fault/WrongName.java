package io.arbiter.maelstrom.fault;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code no-guard} and the like. */
public final class WrongName implements ITypeConverter<Wrong> {
    @Override
    public Wrong convert(String name) {
        for (Wrong wrong : Wrong.values()) {
            if (wrong.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return wrong;
            }
        }
        throw new TypeConversionException("'" + name + "' is no way to be wrong; expected no-guard or clock-tokens");
    }
}
