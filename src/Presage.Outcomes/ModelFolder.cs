using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Presage.Outcomes;

/// <summary>The name of a model's folder: <c>model=</c> and the name with every byte but A-Z a-z 0-9 <c>. _ -</c> as <c>%XX</c>.</summary>
/// <remarks>A name longer than 120 characters is cut, and ends in <c>~</c> and a hash. The column <c>model</c> holds the name itself.</remarks>
internal static class ModelFolder
{
    private const int Longest = 120;

    public static string Of(string model)
    {
        var name = new StringBuilder();
        foreach (byte value in Encoding.UTF8.GetBytes(model))
        {
            char letter = (char)value;
            if (char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' || (letter == '.' && name.Length > 0))
                name.Append(letter);
            else
                name.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        if (name.Length > Longest)
        {
            name.Length = Longest - 17;
            name.Append('~').Append(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(model)).AsSpan(0, 8)));
        }

        return $"model={name}";
    }
}
