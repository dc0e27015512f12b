namespace Presage.Readers.Mappings;

/// <summary>A field of a record cannot be used, and the record with it.</summary>
internal sealed class BadFieldException(string reason) : Exception(reason);
