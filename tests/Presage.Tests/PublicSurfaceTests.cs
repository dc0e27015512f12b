using System.Reflection;
using System.Text;
using Presage.Testing;

namespace Presage.Tests;

/// <summary>Pins what the library promises: a change of the public surface shows in review.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void Core_PublicSurface_IsTheReviewedOne()
    {
        var surface = new StringBuilder();
        foreach (Type type in typeof(Presage.Units.Flops).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            surface.Append(type.FullName).Append('\n');
            foreach (string member in Members(type).Distinct().Order(StringComparer.Ordinal))
                surface.Append("    ").Append(member).Append('\n');
        }

        Golden.Verify(surface.ToString(), "PublicSurface.txt");
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        string[] ofEveryRecord = ["ToString", "GetHashCode", "Equals", "op_Equality", "op_Inequality", "<Clone>$", "Deconstruct"];
        if (type.IsEnum)
            return Enum.GetNames(type);
        return
        [
            .. type.GetConstructors(declared).Select(constructor => $"new({Parameters(constructor)})"),
            .. type.GetFields(declared).Select(field => $"{Name(field.FieldType)} {field.Name}"),
            .. type.GetProperties(declared).Where(property => property.Name != "EqualityContract")
                .Select(property => $"{Name(property.PropertyType)} {property.Name} {{ get;{(property.SetMethod?.IsPublic == true ? " init;" : "")} }}"),
            .. type.GetMethods(declared).Where(method => !method.IsSpecialName && !ofEveryRecord.Contains(method.Name))
                .Select(method => $"{Name(method.ReturnType)} {method.Name}({Parameters(method)})"),
        ];
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        if (!type.IsGenericType)
            return type.Name;
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
