using System.Net;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Tests.Platform;

/// <summary>Where other devices of the network find the box.</summary>
public sealed class BoxAddressTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://0.0.0.0:8080", "studio.local", "http://studio.local:8080 http://192.168.1.20:8080 http://10.0.0.7:8080")]
    [InlineData("http://[::]:80", null, "http://192.168.1.20 http://10.0.0.7")]
    [InlineData("http://*:8080", "studio.local", "http://studio.local:8080 http://192.168.1.20:8080 http://10.0.0.7:8080")]
    [InlineData("http://192.168.1.20:8080", "studio.local", "http://192.168.1.20:8080")]
    [InlineData("http://127.0.0.1:8080", "studio.local", "")]
    [InlineData("http://localhost:8080", "studio.local", "")]
    [InlineData("http://[::1]:8080", "studio.local", "")]
    public void They_are_its_name_and_its_addresses_where_it_listens_to_the_network(string bound, string? name, string told) => Assert.Equal(
        told, string.Join(' ', BoxAddresses.Of([bound], name, [IPAddress.Parse("192.168.1.20"), IPAddress.Parse("10.0.0.7")])));

    [Fact]
    public async Task They_are_told_before_the_claim_and_afterwards_to_those_who_are_signed_in()
    {
        using var folder = new Scratch();
        await using var box = await BoxProcess.StartAsync(folder.Path, Ct, "URLS=http://0.0.0.0:{port}");
        using var browser = new HttpClient { BaseAddress = box.Address };
        var before = (await browser.GetDataAsync("/api/setup", Ct)).GetProperty("addresses");
        using var owner = await box.ClaimAsync(Ct);
        var stranger = (await browser.GetDataAsync("/api/setup", Ct)).GetProperty("addresses");
        var told = (await owner.GetDataAsync("/api/setup", Ct)).GetProperty("addresses");

        Assert.Equal(before.ToString(), told.ToString());
        Assert.Equal(0, stranger.GetArrayLength());
        Assert.All(told.EnumerateArray(), address => Assert.DoesNotContain("127.0.0.1", address.GetString(), StringComparison.Ordinal));
    }
}
