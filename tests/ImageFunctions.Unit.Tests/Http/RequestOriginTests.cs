using System.Net;
using ImageFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Unit.Tests.Http;

/// <summary>Whose request it is and how they reach us, whatever stands in front.</summary>
public sealed class RequestOriginTests
{
    private const string FrontDoorId = "55ce4ed1-4b06-4bf1-b40e-4638452104da";
    private static readonly ProxyOptions Nothing = new();
    private static readonly ProxyOptions FrontDoor = new() { FrontDoorId = FrontDoorId };
    private static readonly ProxyOptions Gateway = new() { Networks = ["20.61.3.0/28"] };
    private static readonly ProxyOptions Both = new() { FrontDoorId = FrontDoorId, Networks = ["20.61.3.0/28"] };

    [Theory]
    [InlineData("198.51.100.7:51234", "198.51.100.7")]
    [InlineData("198.51.100.7", "198.51.100.7")]
    [InlineData("[2001:db8::7]:51234", "2001:db8::7")]
    [InlineData("::ffff:198.51.100.7", "198.51.100.7")]
    [InlineData("1.2.3.4, 5.6.7.8:9, 198.51.100.7:51234", "198.51.100.7")]
    [InlineData("unknown, 198.51.100.7:51234", "198.51.100.7")]
    public void App_Service_names_the_client_last_and_the_port_is_cut_off(string forwarded, string client) =>
        Assert.Equal(client, Client(Nothing, isAppService: true, ("X-Forwarded-For", forwarded)));

    [Fact]
    public void Every_other_header_that_names_a_client_is_the_callers_own_word() =>
        Assert.Equal("198.51.100.7", Client(Nothing, isAppService: true,
            ("X-Forwarded-For", "198.51.100.7:1"), ("CLIENT-IP", "6.6.6.6"), ("X-Azure-ClientIP", "6.6.6.6"), ("X-Real-IP", "6.6.6.6")));

    [Fact]
    public void Front_Door_is_passed_over_when_it_shows_its_id() =>
        Assert.Equal("198.51.100.7", Client(FrontDoor, isAppService: true,
            ("X-Forwarded-For", "6.6.6.6, 198.51.100.7, 147.243.0.9:4321"), ("X-Azure-FDID", FrontDoorId)));

    [Theory]
    [InlineData(null)]
    [InlineData("another")]
    public void Without_its_id_it_is_a_client_like_any_other(string? id) =>
        Assert.Equal("147.243.0.9", Client(FrontDoor, isAppService: true,
            ("X-Forwarded-For", "6.6.6.6, 198.51.100.7, 147.243.0.9:4321"), ("X-Azure-FDID", id ?? "")));

    [Fact]
    public void API_Management_is_passed_over_by_its_address() =>
        Assert.Equal("198.51.100.7", Client(Gateway, isAppService: true, ("X-Forwarded-For", "6.6.6.6, 198.51.100.7, 20.61.3.4:4321")));

    [Fact]
    public void A_caller_that_claims_to_come_from_the_gateway_is_not_believed() =>
        Assert.Equal("198.51.100.7", Client(Gateway, isAppService: true, ("X-Forwarded-For", "6.6.6.6, 20.61.3.4, 198.51.100.7:4321")));

    [Fact]
    public void Front_Door_before_API_Management_is_passed_over_too() =>
        Assert.Equal("198.51.100.7", Client(Both, isAppService: true,
            ("X-Forwarded-For", "6.6.6.6, 198.51.100.7, 147.243.0.9, 20.61.3.4:4321"), ("X-Azure-FDID", FrontDoorId)));

    [Fact]
    public void With_nothing_in_front_the_client_is_who_is_connected() =>
        Assert.Equal("192.0.2.1", Client(Nothing, isAppService: false, ("X-Forwarded-For", "6.6.6.6"), ("X-Azure-FDID", FrontDoorId)));

    [Fact]
    public void A_proxy_of_ones_own_is_believed_once_it_is_named() =>
        Assert.Equal("198.51.100.7", Client(
            new ProxyOptions { Networks = ["192.0.2.0/24"] }, isAppService: false, ("X-Forwarded-For", "6.6.6.6, 198.51.100.7")));

    [Fact]
    public void Behind_App_Service_the_address_is_the_name_that_was_asked_for() =>
        Assert.Equal("https://app.azurewebsites.net/api", ApiBase(Nothing, true, "/api",
            ("Host", "app.azurewebsites.net"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "198.51.100.7:1"),
            ("X-Forwarded-Host", "evil.example")));

    [Fact]
    public void Behind_Front_Door_it_is_Front_Doors() =>
        Assert.Equal("https://images.azurefd.net/api", ApiBase(FrontDoor, true, "/api",
            ("Host", "app.azurewebsites.net"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "images.azurefd.net"),
            ("X-Forwarded-For", "198.51.100.7, 147.243.0.9:1"), ("X-Azure-FDID", FrontDoorId)));

    [Fact]
    public void Behind_API_Management_it_is_the_gateways_if_that_says_so() =>
        Assert.Equal("https://gateway.azure-api.net/api", ApiBase(Gateway, true, "/api",
            ("Host", "app.azurewebsites.net"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example, gateway.azure-api.net"),
            ("X-Forwarded-For", "198.51.100.7, 20.61.3.4:1")));

    [Fact]
    public void A_setting_is_above_all_that() =>
        Assert.Equal("https://api.example.com/v1", ApiBase(
            new ProxyOptions { PublicAddress = new Uri("https://api.example.com/v1/") }, true, "/api",
            ("Host", "app.azurewebsites.net")));

    [Theory]
    [InlineData("a b")]
    [InlineData("user@evil.example")]
    [InlineData("evil.example/path")]
    [InlineData("\"><script>")]
    public void A_host_that_is_none_does_not_get_into_addresses(string host) =>
        Assert.Equal("http://worker:1/api", ApiBase(Nothing, false, "/api", ("Host", host), ("X-Forwarded-Proto", "https")));

    [Theory]
    [InlineData("/v2", "http://localhost:7071/v2")]
    [InlineData("", "http://localhost:7071")]
    public void The_route_prefix_is_the_hosts(string prefix, string address) =>
        Assert.Equal(address, ApiBase(Nothing, false, prefix, ("Host", "localhost:7071")));

    [Fact]
    public void The_headers_that_the_host_received_are_read_whatever_their_case()
    {
        var headers = OriginMiddleware.Received("""{"host":"a","X-FORWARDED-FOR":"1.2.3.4"}""");
        Assert.Equal(("a", "1.2.3.4"), (headers["Host"], headers["X-Forwarded-For"]));
        Assert.Empty(OriginMiddleware.Received(null));
    }

    private static string Client(ProxyOptions options, bool isAppService, params (string Name, string Value)[] headers) =>
        Find(options, isAppService, "/api", headers).Client.ToString();

    private static string ApiBase(ProxyOptions options, bool isAppService, string prefix, params (string Name, string Value)[] headers) =>
        Find(options, isAppService, prefix, headers).ApiBase;

    private static RequestOrigin Find(ProxyOptions options, bool isAppService, string prefix, (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString("worker:1") } };
        http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        return new RequestOrigins(options, isAppService, prefix).Find(
            headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase), http.Request);
    }
}
