using System.Reflection;
using System.Reflection.Emit;

namespace Presage.Tests;

/// <summary>Holds the core to the order of its folders (docs/decisions/0001): a namespace uses only those before it.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Order =
        ["Units", "Models", "Proportions", "Metrics", "Evaluations", "Curves", "Laws", "Scoring", "Forecasts", "Emergence", "Surveys", "Contrasts", "Resolutions", "Mirages", "Reports"];

    private static readonly Assembly Core = typeof(Presage.Units.Flops).Assembly;

    [Fact]
    public void Namespaces_OfTheCore_AreTheListedOnes() =>
        Assert.Equal(Order.Order(), Core.GetTypes().Where(type => type.Namespace?.StartsWith("Presage.", StringComparison.Ordinal) == true).Select(Folder).Distinct().Order());

    [Fact]
    public void Types_OfTheCore_UseOnlyEarlierFolders()
    {
        string[] backward =
        [
            .. from type in Core.GetTypes()
               where type.Namespace?.StartsWith("Presage.", StringComparison.Ordinal) == true
               from used in Used(type)
               where used.Assembly == Core && used.Namespace?.StartsWith("Presage.", StringComparison.Ordinal) == true
               where Array.IndexOf(Order, Folder(used)) > Array.IndexOf(Order, Folder(type))
               select $"{type.FullName} uses {used.FullName}",
        ];
        Assert.Empty(backward.Distinct());
    }

    [Fact]
    public void Core_TouchesNoFilesNetworkOrClock()
    {
        string[] banned = ["System.IO.FileSystem", "System.Net.Http", "System.Net.Sockets", "System.Diagnostics.Process", "System.IO.Compression"];
        Assert.Empty(Core.GetReferencedAssemblies().Select(name => name.Name).Intersect(banned));
        Type[] ambient = [typeof(File), typeof(Directory), typeof(FileStream), typeof(System.Diagnostics.Stopwatch), typeof(Environment)];
        // Iterators, as the compiler writes them, ask which thread runs them.
        Assert.Empty(Core.GetTypes().SelectMany(Called)
            .Where(method => ambient.Contains(method.DeclaringType) && method.Name != "get_CurrentManagedThreadId")
            .Select(method => $"{method.DeclaringType}.{method.Name}").Distinct());
        Assert.DoesNotContain(
            Core.GetTypes().SelectMany(Called),
            method => method.DeclaringType == typeof(DateTime) && method.Name is "get_Now" or "get_UtcNow");
    }

    private static string Folder(Type type) => type.Namespace!.Split('.')[1];

    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Used(Type type)
    {
        IEnumerable<Type?> direct =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetFields(All).Select(field => field.FieldType),
            .. type.GetProperties(All).Select(property => property.PropertyType),
            .. type.GetMethods(All).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)),
            .. type.GetConstructors(All).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)),
            .. Called(type).Select(method => method.DeclaringType),
        ];
        return direct.OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : [type];

    /// <summary>The methods that a type's code calls, read from its instructions.</summary>
    private static IEnumerable<MethodBase> Called(Type type)
    {
        foreach (MethodBase method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
                continue;
            for (int i = 0; i + 4 < code.Length; i++)
            {
                if (code[i] != OpCodes.Call.Value && code[i] != OpCodes.Callvirt.Value && code[i] != OpCodes.Newobj.Value)
                    continue;
                // A token that is only data by accident does not resolve, or resolves to something that is also referenced.
                if (Resolve(method, BitConverter.ToInt32(code, i + 1)) is { } called)
                    yield return called;
            }
        }
    }

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        if (token >> 24 is not (0x06 or 0x0A or 0x2B))
            return null;
        try
        {
            return method.Module.ResolveMethod(
                token,
                method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
                method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
